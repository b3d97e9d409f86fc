// Grants: one-off pools for single members, spent after their allowance is gone, until they are
// used up, expired or revoked.

import type { Kysely, Transaction } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { GrantRow } from '../store/billing-tables.ts';
import type { Database } from '../store/schema.ts';
import { lockScopes } from './scope-locks.store.ts';
import { grantScope } from './scopes.ts';
import { sumsSince } from './sums.store.ts';

type Db = Kysely<Database>;

export interface Grant {
  id: number;
  accountId: number;
  amountMicros: number;
  /** Neither spent nor reserved. */
  leftMicros: number;
  reason: string;
  /** Milliseconds since 1970; null for one that does not expire. */
  expiresAt: number | null;
}

/** @returns its id */
export async function insertGrant(db: Db, grant: Omit<GrantRow, 'id' | 'revoked_at'>): Promise<number> {
  const { id } = await db
    .insertInto('grants')
    .values({ ...grant, revoked_at: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A member's grants that can still be spent from at `at`, those that expire first in front. */
export const activeGrants = (db: Db, guildId: string, accountId: number, at: WallMs): Promise<Grant[]> =>
  findActive(db, guildId, at, accountId);

/** The same of all members of a server. */
export const activeGrantsOfServer = (db: Db, guildId: string, at: WallMs): Promise<Grant[]> =>
  findActive(db, guildId, at);

async function findActive(db: Db, guildId: string, at: WallMs, accountId?: number): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('guild_id', '=', guildId)
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? 0))
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .orderBy('id')
    .execute();
  const grants: Grant[] = [];
  for (const row of rows) {
    const grant = await toGrant(db, row);
    if (grant.leftMicros > 0) grants.push(grant);
  }
  const endOf = ({ expiresAt }: Grant) => expiresAt ?? Number.POSITIVE_INFINITY;
  return grants.sort((a, b) => endOf(a) - endOf(b));
}

/**
 * Nothing is taken from the grant from now on. What is reserved from it stays so, and is settled or
 * released with it.
 * @returns the grant as it stood; undefined where it is another server's, or can be spent from no
 * more anyway
 */
export async function revokeGrant(
  trx: Transaction<Database>,
  guildId: string,
  id: number,
  at: WallMs,
): Promise<Grant | undefined> {
  const row = await trx
    .selectFrom('grants')
    .select('account_id')
    .where('id', '=', id)
    .where('guild_id', '=', guildId)
    .executeTakeFirst();
  if (!row) return undefined;
  // Whoever is being admitted just now has been told that the grant pays.
  await lockScopes(trx, row.account_id, guildId);
  const grant = (await activeGrants(trx, guildId, row.account_id, at)).find((known) => known.id === id);
  if (grant) await trx.updateTable('grants').set({ revoked_at: at }).where('id', '=', id).execute();
  return grant;
}

async function toGrant(db: Db, row: GrantRow): Promise<Grant> {
  const { spentMicros, reservedMicros } = await sumsSince(db, grantScope(row.id), 0);
  return {
    id: row.id,
    accountId: row.account_id,
    amountMicros: row.amount_micros,
    leftMicros: row.amount_micros - spentMicros - reservedMicros,
    reason: row.reason,
    expiresAt: row.expires_at,
  };
}
