// Which reports of an image are open: by its server and image, until they are resolved or go with
// the image.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addMessageCopy } from '../../src/tasks/messages/message-copies.store.ts';
import { openReportsOf, resolveReport } from '../../src/tasks/messages/open-reports.store.ts';
import { deleteRequest } from '../../src/tasks/messages/remove-images.store.ts';
import { AT, REQUEST, stageDelivery } from '../support/delivery-stage.ts';

let stage: Awaited<ReturnType<typeof stageDelivery>>;
beforeEach(async () => {
  stage = await stageDelivery(() => undefined);
});
afterEach(() => stage.db.destroy());

const add = (messageId: string, { kind = 'report' as 'report' | 'feed', guildId = 'g', taskId = '' } = {}) => {
  const shape = { messageId, channelId: 'log', guildId, kind, taskId: taskId || undefined, now: AT };
  return stage.db.transaction().execute((trx) => addMessageCopy(trx, REQUEST, shape));
};
const open = async (taskId?: string, guildId = 'g') =>
  (await openReportsOf(stage.db, REQUEST, { guildId, taskId, logChannel: 'log' })).map(({ messageId }) => messageId);

it('a report of the whole request is one of each of its images, and not the other way round', async () => {
  await add('of-one', { taskId: 'a' });
  expect([await open(), await open('a'), await open('a-2')]).toEqual([[], ['of-one'], []]);
  await add('of-all');
  expect([await open(), (await open('a')).sort(), await open('a-2')]).toEqual([
    ['of-all'],
    ['of-all', 'of-one'],
    ['of-all'],
  ]);
});

it('another server’s report and a copy in the feed are none', async () => {
  await add('elsewhere', { guildId: 'other' });
  await add('copy', { kind: 'feed' });
  expect([await open(), await open(undefined, 'other')]).toEqual([[], ['elsewhere']]);
});

it('it is open until it is resolved, once, or goes with its image', async () => {
  await add('first');
  await add('copy', { kind: 'feed' });
  for (const id of ['first', 'copy', 'unknown']) await resolveReport(stage.db, id, AT + 1);
  await resolveReport(stage.db, 'first', AT + 2);
  expect(await open()).toEqual([]);
  await add('second');
  const rows = await stage.db
    .selectFrom('message_copies')
    .select(['message_id', 'resolved_at'])
    .orderBy('message_id')
    .execute();
  expect(rows).toEqual([
    { message_id: 'copy', resolved_at: null },
    { message_id: 'first', resolved_at: AT + 1 },
    { message_id: 'second', resolved_at: null },
  ]);
  await deleteRequest(stage.db, REQUEST, stage.context, { as: 'member' });
  expect(await open()).toEqual([]);
});
