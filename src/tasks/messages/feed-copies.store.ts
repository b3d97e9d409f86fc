// Copies for moderators that are still to be posted: queued in the transaction that shows what they
// copy, taken off the queue once they stand in the feed.
import type { Kysely, Transaction } from 'kysely';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import type { FeedCopyRow } from '../../store/message-tables.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { PostedImage } from '../requests/shown-messages.ts';
import { confirmedId, unconfirmedId } from './queued-messages.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/**
 * One attempt holds a copy for so long at most; what is due after that was left by a process that
 * ended.
 */
const CLAIM_MS = 5 * 60_000;
/** A posting shows its image by then, unless Discord is slow or the process ended in between. */
const POSTING_MS = 2 * 60_000;

/**
 * A copy of a request's own message, where its server has a feed. One that is queued or stands
 * there is brought up to date.
 */
export async function queueResultCopy(
  trx: Trx,
  { id, guild_id, is_private, undone_at }: RequestRow,
  now: SteadyMs,
): Promise<void> {
  if (guild_id === null || is_private === 1 || undone_at !== null) return;
  await queue(trx, {
    id: `result:${id}`,
    request_id: id,
    guild_id,
    task_id: null,
    posted_channel_id: null,
    posted_message_id: null,
    queued_at: now,
    due_at: now,
  });
}

/**
 * The same of a posting that is about to show its image. Once it is due, whether it does is looked
 * up before it is copied.
 */
export const queuePostingCopy = (trx: Trx, image: PostedImage, now: SteadyMs): Promise<void> =>
  queue(trx, { ...copyOfPosting(image, now), id: unconfirmedId(image.messageId), due_at: now + POSTING_MS });

/**
 * The posting shows its image, or another one than before. One whose image nobody has confirmed yet
 * waits for that.
 */
export async function queueConfirmedCopy(trx: Trx, image: PostedImage, now: SteadyMs): Promise<void> {
  const id = unconfirmedId(image.messageId);
  const unconfirmed = await trx.selectFrom('feed_copies').select('id').where('id', '=', id).executeTakeFirst();
  if (!unconfirmed) await queue(trx, copyOfPosting(image, now));
}

const copyOfPosting = ({ requestId, taskId, guildId, channelId, messageId }: PostedImage, now: SteadyMs) => ({
  id: confirmedId(messageId),
  request_id: requestId,
  guild_id: guildId,
  task_id: taskId,
  posted_channel_id: channelId,
  posted_message_id: messageId,
  queued_at: now,
  due_at: now,
});

/** The posting shows its image. */
export async function makePostingCopyDue(db: Db, messageId: string, now: SteadyMs): Promise<void> {
  await db
    .updateTable('feed_copies')
    .set({ id: confirmedId(messageId), due_at: now })
    .where('id', '=', unconfirmedId(messageId))
    .execute();
}

/**
 * The posting of a claimed copy shows its image.
 * @returns the row as it is now; undefined where it is not claimed any more
 */
export const confirmFeedCopy = (
  db: Db,
  { id, due_at, posted_message_id }: FeedCopyRow,
): Promise<FeedCopyRow | undefined> =>
  db
    .updateTable('feed_copies')
    .set({ id: confirmedId(posted_message_id ?? '') })
    .where('id', '=', id)
    .where('due_at', '=', due_at)
    .returningAll()
    .executeTakeFirst();

/** The posting does not show its image after all. */
export async function withdrawPostingCopy(trx: Trx, messageId: string): Promise<void> {
  await trx.deleteFrom('feed_copies').where('posted_message_id', '=', messageId).execute();
}

async function queue(trx: Trx, entry: Omit<FeedCopyRow, 'attempts' | 'in_doubt_since'>): Promise<void> {
  if ((await settingsOf(trx, entry.guild_id)).feed_channel === undefined) return;
  await trx
    .insertInto('feed_copies')
    .values(entry)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        guild_id: eb.ref('excluded.guild_id'),
        queued_at: eb.ref('excluded.queued_at'),
        due_at: eb.ref('excluded.due_at'),
        attempts: 0,
      })),
    )
    .execute();
}

/** @param requestId only those of this request. @returns the longest due first */
export const dueFeedCopies = (db: Db, now: SteadyMs, requestId?: string): Promise<FeedCopyRow[]> =>
  db
    .selectFrom('feed_copies')
    .selectAll()
    .where('due_at', '<=', now)
    .$if(requestId !== undefined, (query) => query.where('request_id', '=', requestId ?? ''))
    .orderBy('due_at')
    .limit(100)
    .execute();

/**
 * @returns the row as it is claimed; undefined where somebody else has claimed it, or it was queued
 * anew
 */
export const claimFeedCopy = (db: Db, row: FeedCopyRow, now: SteadyMs): Promise<FeedCopyRow | undefined> =>
  db
    .updateTable('feed_copies')
    .set((eb) => ({ due_at: now + CLAIM_MS, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', row.id)
    .where('due_at', '=', row.due_at)
    .returningAll()
    .executeTakeFirst();

/** Claims of an earlier run are void. */
export async function releaseFeedCopies(db: Db, now: SteadyMs): Promise<void> {
  await db
    .updateTable('feed_copies')
    .set({ due_at: now })
    .where('due_at', '>', now)
    .where('due_at', '<=', now + CLAIM_MS)
    .execute();
}

/** A backup was put back: what waited in it may have been posted since. */
export async function markAllFeedCopiesUnknown(db: Db): Promise<void> {
  await db
    .updateTable('feed_copies')
    .set(({ selectFrom }) => ({
      in_doubt_since: selectFrom('requests')
        .select('created_at')
        .whereRef('requests.id', '=', 'feed_copies.request_id'),
    }))
    .where('in_doubt_since', 'is', null)
    .execute();
}

/** Stored before it is sent: from then on it may stand in the feed, until Discord refuses it. */
export async function markFeedCopyUnknown(db: Db, { id }: FeedCopyRow, since: WallMs | null): Promise<void> {
  await db.updateTable('feed_copies').set({ in_doubt_since: since }).where('id', '=', id).execute();
}

/** It stands in the feed, or never will. What was queued anew meanwhile stays. */
export async function endFeedCopy(db: Db, { id, due_at }: FeedCopyRow): Promise<void> {
  await db.deleteFrom('feed_copies').where('id', '=', id).where('due_at', '=', due_at).execute();
}

export async function postponeFeedCopy(db: Db, { id, due_at }: FeedCopyRow, dueAt: SteadyMs): Promise<void> {
  await db
    .updateTable('feed_copies')
    .set({ due_at: dueAt })
    .where('id', '=', id)
    .where('due_at', '=', due_at)
    .execute();
}
