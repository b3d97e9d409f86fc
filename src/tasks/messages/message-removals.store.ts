// Messages to remove from Discord, and reports to mark instead: queued in the transaction that
// deletes what they show, taken off the queue once they are gone or marked.
import type { Kysely, Transaction } from 'kysely';
import type { SteadyMs } from '../../clock.ts';
import type { MessageRemovalRow } from '../../store/message-tables.ts';
import type { Database } from '../../store/schema.ts';
import { type ImageDeletion, writeDeletion } from '../requests/image-deletion.ts';
import type { MessagePlace } from '../requests/shown-messages.ts';
import { channelsWithUnknownOutcome } from './messages-being-sent.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** The message that a request was answered with. It may be known by its token alone. */
export async function queueOwnMessage(trx: Trx, requestId: string, now: SteadyMs): Promise<void> {
  const { channel_id, message_id } = await trx
    .selectFrom('requests')
    .select(['channel_id', 'message_id'])
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow();
  await queue(trx, [
    { id: `own:${requestId}`, request_id: requestId, channel_id, message_id, is_own: 1, queued_at: now, due_at: now },
  ]);
}

/** Why reports are marked, and since when. */
export interface Marking {
  deletion: ImageDeletion;
  now: SteadyMs;
}

/** Messages beside a request's own, such as a copy in the feed. */
export const queueMessages = (
  trx: Trx,
  requestId: string,
  places: readonly MessagePlace[],
  now: SteadyMs,
): Promise<void> => queuePlaces(trx, requestId, places, { now });

/** Reports, which stay: they are to be marked. */
export const queueMarks = (
  trx: Trx,
  requestId: string,
  places: readonly MessagePlace[],
  marking: Marking,
): Promise<void> => queuePlaces(trx, requestId, places, marking);

const queuePlaces = (
  trx: Trx,
  requestId: string,
  places: readonly MessagePlace[],
  { now, deletion }: Pick<Marking, 'now'> & Partial<Marking>,
): Promise<void> =>
  queue(
    trx,
    places.map(({ channelId, messageId }) => ({
      id: messageId,
      request_id: requestId,
      channel_id: channelId,
      message_id: messageId,
      is_own: 0,
      queued_at: now,
      due_at: now,
      deletion: deletion ? writeDeletion(deletion) : null,
    })),
  );

/**
 * Messages whose ids were never noted: their channels are searched for what is not known to show
 * the request. Reports that are found are marked.
 */
export async function queueSearches(trx: Trx, requestId: string, marking: Marking): Promise<void> {
  const { channel_id, message_id, is_private } = await trx
    .selectFrom('requests')
    .select(['channel_id', 'message_id', 'is_private'])
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow();
  const own = message_id === null && is_private === 0 && channel_id !== '' ? [channel_id] : [];
  const channelIds = new Set([...own, ...(await channelsWithUnknownOutcome(trx, requestId))]);
  await queue(trx, searches(requestId, [...channelIds], marking));
}

/**
 * The same of some channels alone, where it is unknown whether messages of the request arrived.
 * @param how without a deletion where reports are left as they are
 */
export async function queueSearchesAmong(
  trx: Trx,
  requestId: string,
  channelIds: readonly string[],
  how: Pick<Marking, 'now'> & { deletion?: ImageDeletion | undefined },
): Promise<void> {
  const unknown = (await channelsWithUnknownOutcome(trx, requestId)).filter((id) => channelIds.includes(id));
  await queue(trx, searches(requestId, unknown, how));
}

/** The same for reports alone: other messages stay. A search that is under way goes on as it is. */
export async function queueReportSearches(
  trx: Trx,
  requestId: string,
  marking: Marking & { deletion: { as: 'forgotten' } },
): Promise<void> {
  const entries = searches(requestId, await channelsWithUnknownOutcome(trx, requestId), marking);
  if (entries.length === 0) return;
  await trx
    .insertInto('message_removals')
    .values(entries)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const searches = (
  requestId: string,
  channelIds: readonly string[],
  { now, deletion }: Pick<Marking, 'now'> & { deletion?: ImageDeletion | undefined },
): NewRemoval[] =>
  channelIds.map((channelId) => ({
    id: searchId(requestId, channelId),
    request_id: requestId,
    channel_id: channelId,
    message_id: null,
    is_own: 0,
    queued_at: now,
    due_at: now,
    deletion: deletion ? writeDeletion(deletion) : null,
  }));

/**
 * Whether messages of the request that nobody knows are being looked for in the channel, to be
 * removed.
 */
export async function isBeingSearched(db: Db, requestId: string, channelId: string): Promise<boolean> {
  const id = searchId(requestId, channelId);
  return (await db.selectFrom('message_removals').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

const searchId = (requestId: string, channelId: string): string => `search:${requestId}:${channelId}`;

type NewRemoval = Omit<MessageRemovalRow, 'attempts' | 'deletion'> & { deletion?: string | null };

async function queue(trx: Trx, entries: NewRemoval[]): Promise<void> {
  if (entries.length === 0) return;
  await trx
    .insertInto('message_removals')
    .values(entries)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        queued_at: eb.ref('excluded.queued_at'),
        due_at: eb.ref('excluded.due_at'),
        attempts: 0,
        channel_id: eb.ref('excluded.channel_id'),
        message_id: eb.ref('excluded.message_id'),
        // A search marks reports on; a report that is to be removed after all is.
        deletion: eb
          .case()
          .when('excluded.message_id', 'is', null)
          .then(eb.fn.coalesce('excluded.deletion', 'message_removals.deletion'))
          .else(eb.ref('excluded.deletion'))
          .end(),
      })),
    )
    .execute();
}

/** @param requestId only those of this request. @returns the longest due first */
export const dueRemovals = (db: Db, now: SteadyMs, requestId?: string): Promise<MessageRemovalRow[]> =>
  db
    .selectFrom('message_removals')
    .selectAll()
    .where('due_at', '<=', now)
    .$if(requestId !== undefined, (query) => query.where('request_id', '=', requestId ?? ''))
    .orderBy('due_at')
    .limit(100)
    .execute();

/** It is gone or marked, or cannot be. What was queued anew under the same id meanwhile stays. */
export async function endRemoval(db: Db, { id, message_id, due_at }: MessageRemovalRow): Promise<void> {
  await db
    .deleteFrom('message_removals')
    .where('id', '=', id)
    .where('message_id', 'is', message_id)
    .where('due_at', '=', due_at)
    .execute();
}

export async function postponeRemoval(
  db: Db,
  { id, message_id, due_at }: MessageRemovalRow,
  dueAt: SteadyMs,
): Promise<void> {
  await db
    .updateTable('message_removals')
    .set((eb) => ({ due_at: dueAt, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('message_id', 'is', message_id)
    .where('due_at', '=', due_at)
    .execute();
}

/** Whose account deleted something. @returns undefined where they asked to be forgotten */
export async function userOf(db: Db, accountId: number): Promise<string | undefined> {
  const row = await db.selectFrom('accounts').select('discord_user_id').where('id', '=', accountId).executeTakeFirst();
  return row?.discord_user_id ?? undefined;
}
