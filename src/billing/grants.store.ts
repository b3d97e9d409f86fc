// Grants: one-off pools for single members, spent after their allowance is gone.

import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { GrantRow } from '../store/billing-tables.ts';
import type { Database } from '../store/schema.ts';
import { grantScope } from './scopes.ts';
import { sumsSince } from './sums.store.ts';

type Db = Kysely<Database>;

export interface Grant {
  id: number;
  amountMicros: number;
  /** Neither spent nor reserved. */
  leftMicros: number;
  reason: string;
  /** Milliseconds since 1970; null for one that does not expire. */
  expiresAt: number | null;
}

/** @returns its id */
export async function insertGrant(db: Db, grant: Omit<GrantRow, 'id'>): Promise<number> {
  const { id } = await db.insertInto('grants').values(grant).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** A member's grants that can still be spent from at `at`, those that expire first in front. */
export async function activeGrants(db: Db, guildId: string, accountId: number, at: WallMs): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .orderBy('id')
    .execute();
  const grants: Grant[] = [];
  for (const row of rows) {
    const { spentMicros, reservedMicros } = await sumsSince(db, grantScope(row.id), 0);
    const leftMicros = row.amount_micros - spentMicros - reservedMicros;
    if (leftMicros <= 0) continue;
    grants.push({
      id: row.id,
      amountMicros: row.amount_micros,
      leftMicros,
      reason: row.reason,
      expiresAt: row.expires_at,
    });
  }
  const endOf = ({ expiresAt }: Grant) => expiresAt ?? Number.POSITIVE_INFINITY;
  return grants.sort((a, b) => endOf(a) - endOf(b));
}
