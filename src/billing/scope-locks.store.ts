// One admission at a time for everybody whose limits it touches. SQLite has a single writer anyway;
// databases that let many transactions read the same sums at once (PostgreSQL under READ COMMITTED)
// need the rows to be held.
import type { Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';
import { memberScope, scopesOf } from './scopes.ts';

/** Held until the transaction ends. Before anything is read that a decision rests on. */
export async function lockScopes(trx: Transaction<Database>, accountId: number, guildId: string | null): Promise<void> {
  // A statement each, in one order for all: within one statement databases may take rows in
  // another.
  for (const scope of scopesOf(accountId, guildId)) await lockScope(trx, scope);
}

/** The same for what a member may have in all places together. */
export const lockMember = (trx: Transaction<Database>, accountId: number): Promise<void> =>
  lockScope(trx, memberScope(accountId));

async function lockScope(trx: Transaction<Database>, scope: string): Promise<void> {
  await trx
    .insertInto('scope_locks')
    .values({ scope, admissions: 1 })
    .onConflict((conflict) =>
      conflict.column('scope').doUpdateSet((eb) => ({ admissions: eb('scope_locks.admissions', '+', 1) })),
    )
    .execute();
}
