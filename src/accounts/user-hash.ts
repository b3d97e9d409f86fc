// A Discord user as blocks remember them once their account is forgotten: a keyed hash, which says
// nothing by itself.
import { createHmac, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { readOrMakeAppState } from '../servers/app-state.store.ts';
import type { Database } from '../store/schema.ts';

/** @returns hexadecimal, the same for the same user on the same database */
export async function hashUser(db: Kysely<Database>, discordUserId: string): Promise<string> {
  const key = await readOrMakeAppState(db, 'block_key', () => randomBytes(32).toString('hex'));
  return createHmac('sha256', key).update(discordUserId).digest('hex');
}
