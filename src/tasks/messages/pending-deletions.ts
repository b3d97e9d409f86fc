// Deletions that wait to be confirmed, handed to whoever asks and whoever reads the answer.
import type { Kysely } from 'kysely';
import type { Clock, WallMs } from '../../clock.ts';
import type { Database, PendingDeletionRow } from '../../store/schema.ts';
import {
  endPendingDeletion,
  findPendingDeletion,
  insertPendingDeletion,
  type NewPendingDeletion,
} from './pending-deletions.store.ts';

export interface PendingDeletions {
  /** @returns the pending deletion's id */
  keep(userId: string, deletion: Omit<NewPendingDeletion, 'account_id'>, lifeMs: number): Promise<string>;
  /** @returns undefined where it is another's, expired, decided or unknown */
  find(id: string, accountId: number): Promise<PendingDeletionRow | undefined>;
  /** It was decided, either way. */
  end(id: string, accountId: number): Promise<void>;
}

/** @param accountOf the account of a user, as a transaction sees it */
export const createPendingDeletions = (
  db: Kysely<Database>,
  clock: Clock,
  accountOf: (trx: Kysely<Database>, userId: string, now: WallMs) => Promise<number>,
): PendingDeletions => ({
  keep: (userId, deletion, lifeMs) =>
    // An account that is forgotten meanwhile is not the one that it stands under.
    db.transaction().execute(async (trx) => {
      const account_id = await accountOf(trx, userId, clock.now());
      return insertPendingDeletion(trx, { ...deletion, account_id }, clock, lifeMs);
    }),
  find: (id, accountId) => findPendingDeletion(db, id, accountId, clock.steadyNow()),
  end: (id, accountId) => endPendingDeletion(db, id, accountId),
});
