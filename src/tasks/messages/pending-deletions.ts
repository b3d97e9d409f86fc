// Deletions that wait to be confirmed, handed to whoever asks and whoever reads the answer.
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database, PendingDeletionRow } from '../../store/schema.ts';
import {
  endPendingDeletion,
  findPendingDeletion,
  insertPendingDeletion,
  type NewPendingDeletion,
} from './pending-deletions.store.ts';

export interface PendingDeletions {
  /** @returns the pending deletion's id */
  keep(deletion: NewPendingDeletion, lifeMs: number): Promise<string>;
  /** @returns undefined where it is another's, expired, decided or unknown */
  find(id: string, accountId: number): Promise<PendingDeletionRow | undefined>;
  /** It was decided, either way. */
  end(id: string, accountId: number): Promise<void>;
}

export const createPendingDeletions = (db: Kysely<Database>, clock: Clock): PendingDeletions => ({
  keep: (deletion, lifeMs) => insertPendingDeletion(db, deletion, clock, lifeMs),
  find: (id, accountId) => findPendingDeletion(db, id, accountId, clock.steadyNow()),
  end: (id, accountId) => endPendingDeletion(db, id, accountId),
});
