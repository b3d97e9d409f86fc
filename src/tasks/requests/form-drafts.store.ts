// Drafts: what a modal is about, open or to be opened again after a refusal. Short-lived, its
// owner's alone; ids carry nothing but the draft's.

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import type { Database, DraftRow } from '../../store/schema.ts';

type Db = Kysely<Database>;

/** Long enough to think about a prompt, short enough for the links in it to live. */
const DRAFT_LIFE_MS = 60 * 60 * 1000;

export type NewDraft = Omit<DraftRow, 'id' | 'created_at' | 'expires_at'>;

/** @returns the new draft's id */
export async function insertDraft(db: Db, draft: NewDraft, { now, steadyNow }: Clock): Promise<string> {
  const id = randomBytes(12).toString('hex');
  await db.deleteFrom('drafts').where('expires_at', '<=', steadyNow()).execute();
  await db
    .insertInto('drafts')
    .values({ ...draft, id, created_at: now(), expires_at: steadyNow() + DRAFT_LIFE_MS })
    .execute();
  return id;
}

/** @returns undefined where it is unknown or expired */
export const findDraft = (db: Db, id: string, now: SteadyMs): Promise<DraftRow | undefined> =>
  db.selectFrom('drafts').selectAll().where('id', '=', id).where('expires_at', '>', now).executeTakeFirst();

/** What was typed is kept, so that a refusal loses nothing. */
export async function keepFields(db: Db, id: string, fields: string): Promise<void> {
  await db.updateTable('drafts').set({ fields }).where('id', '=', id).execute();
}
