// Whether a report is open, as its message in Discord tells.
import { afterEach, expect, it } from 'vitest';
import { hasOpenReport } from '../../commands/moderation/reports/open-report.ts';
import { addMessageCopy } from '../../src/tasks/messages/message-copies.store.ts';
import { AT, REQUEST, refusal, stageDelivery } from '../support/delivery-stage.ts';

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

const withControls = (...actions: string[]) => ({
  components: [{ components: actions.map((action) => ({ custom_id: `${action}:${REQUEST}` })) }],
});
const throws = (error: Error) => () => {
  throw error;
};

it.each([
  ['stands as it was posted', () => withControls('details', 'report-delete', 'block', 'report-resolve'), true],
  ['had its member blocked', () => withControls('details', 'report-delete', 'report-resolve'), true],
  ['was resolved before that was noted', () => withControls('details', 'report-delete', 'block'), false],
  ['was deleted by hand', throws(refusal(404, 10008)), false],
  ['went with its channel', throws(refusal(404, 10003)), false],
  ['stands in a channel that was closed to the bot', throws(refusal(403, 50001)), true],
  ['cannot be read while Discord has trouble', throws(refusal(503, 0)), true],
])('a report that %s', async (_name, answer, isOpen) => {
  stage = await stageDelivery(({ line }) => (line.startsWith('bot get') ? answer() : undefined));
  const report = { messageId: 'report', channelId: 'log', guildId: 'g', kind: 'report' as const, now: AT };
  await stage.db.transaction().execute((trx) => addMessageCopy(trx, REQUEST, report));
  const about = { guildId: 'g', taskId: undefined, logChannel: 'log' };
  expect(await hasOpenReport(stage.context, REQUEST, about)).toBe(isOpen);
  // What was found out is known from then on.
  expect(await hasOpenReport(stage.context, REQUEST, about)).toBe(isOpen);
  expect(stage.lines()).toHaveLength(isOpen ? 2 : 1);
});

it('one in a channel that is the log channel no longer keeps no new one back, and counts again once it is', async () => {
  stage = await stageDelivery(throws(refusal(403, 50001)));
  const report = { messageId: 'report', channelId: 'old-log', guildId: 'g', kind: 'report' as const, now: AT };
  await stage.db.transaction().execute((trx) => addMessageCopy(trx, REQUEST, report));
  const isOpenWith = (logChannel: string) =>
    hasOpenReport(stage.context, REQUEST, { guildId: 'g', taskId: undefined, logChannel });
  expect(await isOpenWith('new-log')).toBe(false);
  expect(stage.lines()).toEqual([]);
  expect(await isOpenWith('old-log')).toBe(true);
});
