// Results that could not be shown where they were asked for: since when, and who still has to be
// told.
import type { Kysely } from 'kysely';
import type { SteadyMs } from '../../clock.ts';
import type { UndeliveredRequestRow } from '../../store/message-tables.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';

type Db = Kysely<Database>;

/**
 * Notes that `request` cannot be shown where it was asked for.
 * @returns since when, and whether its member was told
 */
export async function noteUndelivered(
  db: Db,
  { id, account_id }: Pick<RequestRow, 'id' | 'account_id'>,
  now: SteadyMs,
): Promise<UndeliveredRequestRow> {
  await db
    .insertInto('undelivered_requests')
    .values({ request_id: id, account_id, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db.selectFrom('undelivered_requests').selectAll().where('request_id', '=', id).executeTakeFirstOrThrow();
}

/**
 * @param byWord whether its member is told at their next use of the bot; otherwise they have been
 * told
 */
export async function markTold(db: Db, requestId: string, byWord: boolean, now: SteadyMs): Promise<void> {
  await db
    .updateTable('undelivered_requests')
    .set({ told_at: now, word_due: byWord ? 1 : 0 })
    .where('request_id', '=', requestId)
    .execute();
}

/** What its member was told of looks different by now. */
export async function tellAgain(db: Db, requestId: string): Promise<void> {
  await db.updateTable('undelivered_requests').set({ told_at: null }).where('request_id', '=', requestId).execute();
}

/** It is shown after all, or nothing is left to show. */
export async function forgetUndelivered(db: Db, requestId: string): Promise<void> {
  await db.deleteFrom('undelivered_requests').where('request_id', '=', requestId).execute();
}

/**
 * What a Discord user still has to be told of, the oldest first. Each is given out once; `oweWord`
 * takes one back.
 * @returns ids of requests
 */
export async function takeWordsDue(db: Db, discordUserId: string, limit: number): Promise<string[]> {
  const due = await db
    .selectFrom('undelivered_requests')
    .innerJoin('accounts', 'accounts.id', 'undelivered_requests.account_id')
    .innerJoin('requests', 'requests.id', 'undelivered_requests.request_id')
    .select('undelivered_requests.request_id')
    .where('accounts.discord_user_id', '=', discordUserId)
    .where('undelivered_requests.word_due', '=', 1)
    .where('requests.deleted_at', 'is', null)
    .orderBy('undelivered_requests.since')
    .limit(limit)
    .execute();
  const ids = due.map(({ request_id }) => request_id);
  if (ids.length === 0) return [];
  const taken = await db
    .updateTable('undelivered_requests')
    .set({ word_due: 0 })
    .where('request_id', 'in', ids)
    .where('word_due', '=', 1)
    .returning('request_id')
    .execute();
  return taken.map(({ request_id }) => request_id);
}

/** The word could not be given: it is due again. */
export async function oweWord(db: Db, requestId: string): Promise<void> {
  await db.updateTable('undelivered_requests').set({ word_due: 1 }).where('request_id', '=', requestId).execute();
}
