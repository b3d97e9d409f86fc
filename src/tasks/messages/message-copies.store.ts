// The further messages that show a request beside its own, or are about it: postings, copies for
// moderators, reports, direct messages.
import type { Kysely, Transaction } from 'kysely';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { lockRequest } from '../requests/requests.store.ts';
import type { MessageCopy, NewMessageCopy, NewPosting, Posting } from '../requests/shown-messages.ts';
import { queueConfirmedCopy, queuePostingCopy, withdrawPostingCopy } from './feed-copies.store.ts';
import { addGuestMessage } from './guest-messages.store.ts';
import { queueMessages, queueSearchesAmong } from './message-removals.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

export const messageCopiesOf = (db: Db, requestId: string): Promise<MessageCopy[]> =>
  db
    .selectFrom('message_copies')
    .select(['message_id as messageId', 'channel_id as channelId', 'task_id as taskId', 'kind', 'guild_id as guildId'])
    .where('request_id', '=', requestId)
    .execute();

/**
 * A further message shows it, or is about it: one that is known already stays, and one that was to
 * be removed does too.
 */
export async function addMessageCopy(
  trx: Trx,
  requestId: string,
  { messageId, channelId, taskId, kind, guildId, now }: NewMessageCopy,
): Promise<void> {
  await trx
    .insertInto('message_copies')
    .values({
      message_id: messageId,
      request_id: requestId,
      task_id: taskId ?? null,
      channel_id: channelId,
      created_at: now,
      kind,
      guild_id: guildId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await trx.deleteFrom('message_removals').where('id', '=', messageId).execute();
}

/**
 * A message is about to show the image: its buttons are known, and a copy for moderators is queued.
 * Whoever sees it may use it from then on (`findImage`); the image is stored as public by
 * `confirmPosting`. A posting where the bot is a guest is noted with what can remove it,
 * `copy.guest`.
 * @param copy of the kind `direct` in the bot's own direct messages, where its member alone sees it
 */
export const addPosting = (
  db: Db,
  task: TaskRow,
  { guest, ...copy }: NewPosting,
  steadyNow: SteadyMs,
): Promise<Posting> =>
  db.transaction().execute(async (trx) => {
    const { id: taskId, request_id: requestId } = task;
    const { channelId, messageId, guildId } = copy;
    await lockRequest(trx, requestId);
    await addMessageCopy(trx, requestId, { ...copy, taskId });
    const place = { channelId, messageId };
    const noted = { message_id: messageId, request_id: requestId, channel_id: channelId };
    if (guest) await addGuestMessage(trx, { ...guest, ...noted }, steadyNow);
    if (guildId !== null) await queuePostingCopy(trx, { requestId, taskId, guildId, channelId, messageId }, steadyNow);
    return { task, place, isPublic: copy.kind === 'posting' };
  });

/**
 * Discord shows the image to everybody there: it is no secret any more. The request stays private,
 * and with it its own message, which its member alone sees. A posting that was removed meanwhile
 * changes nothing, nor does one that its member alone sees.
 */
export const confirmPosting = (db: Db, { task, place, isPublic }: Posting, now: WallMs): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { id, request_id } = task;
    await lockRequest(trx, request_id);
    const isThere = (await messageCopiesOf(trx, request_id)).some(({ messageId }) => messageId === place.messageId);
    if (!isThere || !isPublic) return;
    await trx.updateTable('tasks').set({ posted_at: now }).where('id', '=', id).execute();
  });

/**
 * It was not shown after all, as far as Discord's answers tell: removing its message, and its copy
 * for moderators, is queued.
 */
export const withdrawPosting = (
  db: Db,
  { task, place }: Pick<Posting, 'task' | 'place'>,
  now: SteadyMs,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lockRequest(trx, task.request_id);
    const gone = await trx
      .deleteFrom('message_copies')
      .where('message_id', '=', place.messageId)
      .returning('guild_id')
      .executeTakeFirst();
    await queueMessages(trx, task.request_id, [place], now);
    await withdrawPostingCopy(trx, place.messageId);
    if (gone) await removeCopies(trx, task, gone.guild_id, now);
  });

/** A server's copies of a posting's image go with the last posting of it there. */
async function removeCopies(trx: Trx, task: TaskRow, guildId: string | null, now: SteadyMs): Promise<void> {
  if (guildId === null) return;
  const all = await messageCopiesOf(trx, task.request_id);
  const here = all.filter((copy) => copy.guildId === guildId && copy.taskId === task.id);
  if (here.some(({ kind }) => kind === 'posting')) return;
  const copies = here.filter(({ kind }) => kind === 'feed');
  for (const { messageId } of copies)
    await trx.deleteFrom('message_copies').where('message_id', '=', messageId).execute();
  await queueMessages(trx, task.request_id, copies, now);
  const { feed_channel } = await settingsOf(trx, guildId);
  // One whose answer was lost is not noted.
  const channelIds = feed_channel === undefined ? [] : [feed_channel];
  await queueSearchesAmong(trx, task.request_id, channelIds, { now });
}

/**
 * What the request's postings show has changed: their copies for moderators are brought up to date.
 */
export const queueCopiesOfPostings = (db: Db, requestId: string, now: SteadyMs): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId);
    for (const { kind, guildId, taskId, ...place } of await messageCopiesOf(trx, requestId)) {
      if (kind !== 'posting' || guildId === null || taskId === null) continue;
      await queueConfirmedCopy(trx, { requestId, taskId, guildId, ...place }, now);
    }
  });

/**
 * What a message of the bot's shows.
 * @returns a request's id; a task's where it shows that one's image alone
 */
export async function shownByMessage(db: Db, messageId: string): Promise<string | undefined> {
  const request = await db.selectFrom('requests').select('id').where('message_id', '=', messageId).executeTakeFirst();
  if (request) return request.id;
  const copy = await db
    .selectFrom('message_copies')
    .select(['request_id', 'task_id'])
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return copy && (copy.task_id ?? copy.request_id);
}
