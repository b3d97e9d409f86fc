// Drafts of forms, handed to whoever opens and reads one.
import type { Kysely } from 'kysely';
import type { Clock, WallMs } from '../../clock.ts';
import type { Database, DraftRow } from '../../store/schema.ts';
import { findDraft, insertDraft, keepFields, type NewDraft } from './form-drafts.store.ts';

export interface FormDrafts {
  /** @returns the new draft's id */
  keep(userId: string, draft: Omit<NewDraft, 'account_id'>): Promise<string>;
  /** @returns undefined where it is unknown or expired */
  find(id: string): Promise<DraftRow | undefined>;
  /** What was typed is kept, so that a refusal loses nothing. */
  keepFields(id: string, fields: string): Promise<void>;
}

/** @param accountOf the account of a user, as a transaction sees it */
export const createFormDrafts = (
  db: Kysely<Database>,
  clock: Clock,
  accountOf: (trx: Kysely<Database>, userId: string, now: WallMs) => Promise<number>,
): FormDrafts => ({
  keep: (userId, draft) =>
    // An account that is forgotten meanwhile is not the one that it stands under.
    db.transaction().execute(async (trx) => {
      const account_id = await accountOf(trx, userId, clock.now());
      return insertDraft(trx, { ...draft, account_id }, clock);
    }),
  find: (id) => findDraft(db, id, clock.steadyNow()),
  keepFields: (id, fields) => keepFields(db, id, fields),
});
