// What is left under a report however moderators dealt with it: its controls tell it from every
// other message of the bot's.
import { afterEach, expect, it } from 'vitest';
import { markClicked } from '../../commands/moderation/reports/report-message.ts';
import type { App } from '../../src/app.ts';
import { purposeOf, readControls } from '../../src/discord/rendering/message-purpose.ts';
import { type ReportMark, reportControls } from '../../src/discord/rendering/render-report.ts';
import { createText } from '../../src/text/text.ts';
import { AT, REQUEST, stageDelivery } from '../support/delivery-stage.ts';

const MARKS: ReportMark[] = [
  { at: AT, outcome: 'blocked', moderatorId: '1', memberId: '2' },
  { at: AT, outcome: 'resolved', moderatorId: '1' },
  { at: AT, outcome: 'deleted', moderatorId: '1', count: 1 },
  { at: AT, outcome: 'deletedByMember', count: 1 },
  { at: AT, outcome: 'gone' },
  { at: AT, outcome: 'oneDeleted', moderatorId: '1' },
  { at: AT, outcome: 'oneDeletedByMember' },
  { at: AT, outcome: 'editShown' },
  { at: AT, outcome: 'forgotten' },
];
const PAIRS = MARKS.flatMap((first) => MARKS.map((second) => [first, second] as const));

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

it.each(PAIRS)('$0.outcome, then $1.outcome', async (...marks) => {
  const language = createText()('en');
  let components: unknown = reportControls({ id: REQUEST, imageCount: 1 }, language.t);
  stage = await stageDelivery(({ line }) =>
    line.startsWith('webhook get') ? { id: 'm', content: '', components } : undefined,
  );
  for (const mark of marks) {
    const clicked = { imageId: REQUEST, applicationId: 'a', token: 't' };
    await markClicked(stage.context as unknown as App, clicked, mark, language); // It needs no more.
    const { line, body } = stage.calls.at(-1) ?? { line: '', body: {} };
    if (line.startsWith('webhook patch') && 'components' in body) components = body.components;
    const controls = readControls(components);
    expect(controls.length === 0 || purposeOf(controls) === 'report').toBe(true);
  }
  expect(stage.lines()).toContain('webhook patch /webhooks/a/t/messages/%40original');
});
