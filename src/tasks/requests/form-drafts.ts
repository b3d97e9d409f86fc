// Drafts of forms, handed to whoever opens and reads one.
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Database, DraftRow } from '../../store/schema.ts';
import { findDraft, insertDraft, keepFields, type NewDraft } from './form-drafts.store.ts';

export interface FormDrafts {
  /** @returns the new draft's id */
  keep(draft: NewDraft): Promise<string>;
  /** @returns undefined where it is unknown or expired */
  find(id: string): Promise<DraftRow | undefined>;
  /** What was typed is kept, so that a refusal loses nothing. */
  keepFields(id: string, fields: string): Promise<void>;
}

export const createFormDrafts = (db: Kysely<Database>, clock: Clock): FormDrafts => ({
  keep: (draft) => insertDraft(db, draft, clock),
  find: (id) => findDraft(db, id, clock.steadyNow()),
  keepFields: (id, fields) => keepFields(db, id, fields),
});
