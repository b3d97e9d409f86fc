// Deletions of results that wait to be confirmed: short-lived, and nobody's but whoever asked for
// them.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import type { Database, PendingDeletionRow } from '../../store/schema.ts';

type Db = Kysely<Database>;

export type NewPendingDeletion = Omit<PendingDeletionRow, 'id' | 'created_at' | 'expires_at'>;

/** @returns the pending deletion's id */
export async function insertPendingDeletion(
  db: Db,
  deletion: NewPendingDeletion,
  { now, steadyNow }: Clock,
  lifeMs: number,
): Promise<string> {
  const id = randomBytes(12).toString('hex');
  await db.deleteFrom('pending_deletions').where('expires_at', '<=', steadyNow()).execute();
  await db
    .insertInto('pending_deletions')
    .values({ ...deletion, id, created_at: now(), expires_at: steadyNow() + lifeMs })
    .execute();
  return id;
}

/** @returns undefined where it is another's, expired, decided or unknown */
export const findPendingDeletion = (
  db: Db,
  id: string,
  accountId: number,
  now: SteadyMs,
): Promise<PendingDeletionRow | undefined> =>
  db
    .selectFrom('pending_deletions')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .executeTakeFirst();

/** It was decided, either way. */
export async function endPendingDeletion(db: Db, id: string, accountId: number): Promise<void> {
  await db.deleteFrom('pending_deletions').where('id', '=', id).where('account_id', '=', accountId).execute();
}
