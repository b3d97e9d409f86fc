// A report whose image was deleted: marked in the bot's own voice, once, however often that is
// tried, and let go in plain terms where nothing helps.
import { afterEach, describe, expect, it } from 'vitest';
import { removeDueMessages } from '../../../src/discord/delivery/remove-messages.ts';
import { reportControls } from '../../../src/discord/rendering/render-report.ts';
import { addMessageCopy } from '../../../src/tasks/messages/message-copies.store.ts';
import { deleteRequest } from '../../../src/tasks/messages/remove-images.store.ts';
import type { Deleter } from '../../../src/tasks/requests/image-deletion.ts';
import { createText } from '../../../src/text/text.ts';
import { type Answer, AT, REQUEST, refusal, stageDelivery } from '../../support/delivery-stage.ts';

const PLACE = '/channels/log/messages/report';
const DAY_MS = 24 * 60 * 60_000;
const { t } = createText()('en');
const OPEN = {
  content: '<@9> reported an image requested by <@1>: ||**a lighthouse**||\n[jump to it](https://link)',
  components: reportControls({ id: REQUEST, imageCount: 1 }, t),
  attachments: [{ id: '1' }],
};
const LEAD = '<@9> reported an image requested by <@1>\n[jump to it](https://link)\n';

let stage: Awaited<ReturnType<typeof stageDelivery>>;
afterEach(() => stage.db.destroy());

/** Discord keeps what it is told of the report. @param answers other than that */
async function setUp(answers: Record<string, Answer> = {}): Promise<() => Record<string, unknown>> {
  let shown: Record<string, unknown> = OPEN;
  stage = await stageDelivery((call) => {
    const answer = answers[call.line]?.(call);
    if (call.line === `bot patch ${PLACE}`) shown = { ...shown, ...call.body };
    return answer ?? (call.line === `bot get ${PLACE}` ? shown : undefined);
  });
  const report = { messageId: 'report', channelId: 'log', guildId: 'g', kind: 'report' as const, now: AT };
  await stage.db.transaction().execute((trx) => addMessageCopy(trx, REQUEST, report));
  return () => shown;
}
const remove = (deleter: Deleter = { as: 'member' }) => deleteRequest(stage.db, REQUEST, stage.context, deleter);
const mark = () => removeDueMessages(stage.context);
const waiting = () => stage.db.selectFrom('message_removals').select(['id', 'due_at']).execute();
const touched = () => stage.lines().filter((line) => line.endsWith(PLACE) && !line.startsWith('bot get'));
const refuse =
  (error: Error): Answer =>
  () => {
    throw error;
  };

it.each<[string, Deleter, string]>([
  ['its member', { as: 'member' }, '✅ **Resolved** <t:1000:R>: the member who requested it deleted the image.'],
  ['nobody knows who', { as: 'somebody' }, '✅ **Resolved**: the image was deleted <t:1000:R>.'],
  [
    'a moderator',
    { as: 'moderator', accountId: 1, guildId: 'g' },
    '✅ **Resolved** <t:1000:R>: <@1> deleted the image.',
  ],
  // Whom another server's moderators do not know.
  [
    'a moderator elsewhere',
    { as: 'moderator', accountId: 1, guildId: 'other' },
    '✅ **Resolved**: the image was deleted <t:1000:R>.',
  ],
])('deleted by %s: says so, and shows neither image nor prompt', async (_name, deleter, line) => {
  const shown = await setUp();
  await remove(deleter);
  expect(touched()).toEqual([]);
  await mark();
  expect(shown()).toMatchObject({ content: LEAD + line, attachments: [] });
  expect(shown().components).toEqual(reportControls({ id: REQUEST, imageCount: 1 }, t, ['block']));
  expect(await waiting()).toEqual([]);
});

it('a report that showed the image before an edit shows the edit, and stays open', async () => {
  const shown = await setUp();
  const deletion = JSON.stringify({ as: 'undone', imageId: REQUEST, at: AT });
  const queue = { id: 'report', message_id: 'report', channel_id: 'log', request_id: REQUEST, is_own: 0 };
  await stage.db
    .insertInto('message_removals')
    .values({ ...queue, deletion, queued_at: AT, due_at: AT })
    .execute();
  await mark();
  const line = 'the image that stood in the place of the edit was deleted. The edit is shown again.';
  expect(shown()).toMatchObject({
    content: `${OPEN.content}\n🗑️ <t:1000:R>: ${line}`,
    components: OPEN.components,
    attachments: [{ filename: 'reported-1.jpg' }],
  });
});

it('a mark that was made but not noted is made once', async () => {
  const shown = await setUp();
  await remove();
  await stage.db.updateTable('message_removals').set({ due_at: AT }).execute();
  const [row] = await stage.db.selectFrom('message_removals').selectAll().where('id', '=', 'report').execute();
  await mark();
  if (row) await stage.db.insertInto('message_removals').values(row).execute();
  const { content } = shown();
  await mark();
  expect(shown().content).toBe(content);
  expect(touched()).toEqual([`bot patch ${PLACE}`]);
  expect(await waiting()).toEqual([]);
});

describe('what Discord refuses', () => {
  it('is tried again while the channel is closed, and holds once it is open', async () => {
    const answers: Record<string, Answer> = { [`bot get ${PLACE}`]: refuse(refusal(403, 50001)) };
    const shown = await setUp(answers);
    await remove();
    await mark();
    expect(await waiting()).toEqual([{ id: 'report', due_at: AT + 5 * 60_000 }]);
    delete answers[`bot get ${PLACE}`];
    stage.time.now += 5 * 60_000;
    await mark();
    expect(shown().attachments).toEqual([]);
    expect(await waiting()).toEqual([]);
  });

  it.each([
    ['the message is gone', refusal(404, 10008)],
    ['the channel is gone', refusal(404, 10003)],
  ])('ends the mark where %s', async (_name, error) => {
    await setUp({ [`bot get ${PLACE}`]: refuse(error) });
    await remove();
    await mark();
    expect(await waiting()).toEqual([]);
    expect(stage.said).toContain('info: report is gone: not marked');
    expect(stage.said.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  it('is given up after a week, in plain terms', async () => {
    await setUp({ [`bot get ${PLACE}`]: refuse(refusal(403, 50001)) });
    await remove();
    await mark();
    stage.time.now += 8 * DAY_MS;
    await mark();
    expect(await waiting()).toEqual([]);
    expect(stage.said).toContain('warn: report not marked: it still shows what was deleted');
  });
});
