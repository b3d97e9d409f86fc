// New messages that show a request, noted before they are sent: where Discord's answer is lost, a
// deletion still knows which channels to search, and from when on.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs, WallMs } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import { lockRequest } from '../requests/requests.store.ts';

type Db = Kysely<Database>;

/**
 * Notes one attempt.
 * @returns its id; undefined where the request has been deleted: nothing is noted then
 */
export const noteBeingSent = (
  db: Db,
  requestId: string,
  channelId: string,
  { now }: Pick<Clock, 'now'>,
): Promise<string | undefined> =>
  db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, requestId);
    if (!request || request.deleted_at !== null) return undefined;
    const id = randomBytes(12).toString('hex');
    await trx
      .insertInto('messages_being_sent')
      .values({ id, request_id: requestId, channel_id: channelId, started_at: now(), ended_at: null })
      .execute();
    return id;
  });

/** The message's id is noted elsewhere, or there is no such message. */
export async function forgetBeingSent(db: Db, id: string): Promise<void> {
  await db.deleteFrom('messages_being_sent').where('id', '=', id).execute();
}

/**
 * The attempt ended, and nobody knows whether there is a message.
 * @param id undefined for all attempts of an earlier run
 */
export async function markOutcomeUnknown(db: Db, id: string | undefined, now: SteadyMs): Promise<void> {
  await db
    .updateTable('messages_being_sent')
    .set({ ended_at: now })
    .$if(id === undefined, (query) => query.where('ended_at', 'is', null))
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .execute();
}

/** What is known of messages in one channel whose ids were never noted. */
export interface UnknownOutcome {
  /** When the first of them was begun. */
  since: WallMs;
  /** When the last of them ended; undefined while one is under way. */
  until: SteadyMs | undefined;
}

/** @returns undefined where every outcome is known */
export async function findUnknownOutcome(
  db: Db,
  requestId: string,
  channelId: string,
): Promise<UnknownOutcome | undefined> {
  const rows = await db
    .selectFrom('messages_being_sent')
    .select(['started_at', 'ended_at'])
    .where('request_id', '=', requestId)
    .where('channel_id', '=', channelId)
    .execute();
  if (rows.length === 0) return undefined;
  const ends = rows.map(({ ended_at }) => ended_at);
  return {
    since: Math.min(...rows.map(({ started_at }) => started_at)),
    until: ends.includes(null) ? undefined : Math.max(...ends.map(Number)),
  };
}

/** The channel has been searched. */
export async function clearUnknownOutcome(db: Db, requestId: string, channelId: string): Promise<void> {
  await db
    .deleteFrom('messages_being_sent')
    .where('request_id', '=', requestId)
    .where('channel_id', '=', channelId)
    .execute();
}

export async function channelsWithUnknownOutcome(db: Db, requestId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('messages_being_sent')
    .select('channel_id')
    .distinct()
    .where('request_id', '=', requestId)
    .execute();
  return rows.map(({ channel_id }) => channel_id);
}
