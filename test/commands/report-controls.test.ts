// What is left under a report however moderators dealt with it: its controls tell it from every
// other message of the bot's.
import { afterEach, expect, it } from 'vitest';
import { markReport, type ReportMark, reportControls } from '../../commands/moderation/reports/report-message.ts';
import type { App } from '../../src/app.ts';
import { purposeOf, readControls } from '../../src/discord/rendering/message-purpose.ts';
import { createText } from '../../src/text/text.ts';
import { AT, REQUEST, stageDelivery } from '../support/delivery-stage.ts';

const MARKS: ReportMark[] = [
  { at: AT, outcome: 'blocked', moderatorId: '1', memberId: '2' },
  { at: AT, outcome: 'resolved', moderatorId: '1' },
  { at: AT, outcome: 'deleted', moderatorId: '1', count: 1 },
  { at: AT, outcome: 'gone' },
];
const PAIRS = MARKS.flatMap((first) => MARKS.map((second) => [first, second] as const));

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

it.each(PAIRS)('$0.outcome, then $1.outcome', async (...marks) => {
  stage = await stageDelivery(() => undefined);
  const language = createText()('en');
  let components: unknown = reportControls({ id: REQUEST, imageCount: 1 }, language.t);
  for (const mark of marks) {
    const actions = readControls(components).map(({ action }) => action as 'details'); // It goes by what is offered.
    const report = { imageId: REQUEST, messageId: 'm', content: '', actions, applicationId: 'a', token: 't' };
    await markReport(stage.context as unknown as App, report, mark, language); // It needs no more.
    const body = stage.calls.at(-1)?.body ?? {};
    components = 'components' in body ? body.components : undefined;
    const controls = readControls(components);
    expect(controls.length === 0 || purposeOf(controls) === 'report').toBe(true);
  }
});
