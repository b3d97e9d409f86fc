// Who may not have images made in a server, for how long, and why.

import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import type { BlockRow } from '../store/server-tables.ts';

type Db = Kysely<Database>;

export interface ActiveBlock {
  reason: string | null;
  /** Milliseconds since 1970; null until somebody lifts it. */
  endsAt: number | null;
}

/** @returns undefined for whoever is not, or no longer, blocked at `at` */
export async function findBlock(
  db: Db,
  guildId: string,
  accountId: number,
  at: WallMs,
): Promise<ActiveBlock | undefined> {
  const row = await db
    .selectFrom('blocks')
    .select(['reason', 'ends_at'])
    .where('guild_id', '=', guildId)
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]))
    .executeTakeFirst();
  return row && { reason: row.reason, endsAt: row.ends_at };
}

/** Blocks somebody, or changes the reason and end of their block. */
export async function setBlock(db: Db, row: Omit<BlockRow, 'user_hash'>): Promise<void> {
  const { reason, actor_account_id, created_at, ends_at } = row;
  await db
    .insertInto('blocks')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['guild_id', 'account_id']).doUpdateSet({ reason, actor_account_id, created_at, ends_at }),
    )
    .execute();
}

/** Also one that has ended. */
export async function liftBlock(db: Db, guildId: string, accountId: number): Promise<void> {
  await db.deleteFrom('blocks').where('guild_id', '=', guildId).where('account_id', '=', accountId).execute();
}

/** What has ended says nothing any more. */
export async function dropEndedBlocks(db: Db, accountId: number, now: WallMs): Promise<void> {
  await db.deleteFrom('blocks').where('account_id', '=', accountId).where('ends_at', '<=', now).execute();
}

/** The account is about to be forgotten: its blocks keep the user's hash instead. */
export async function hashBlocks(db: Db, accountId: number, userHash: string): Promise<void> {
  await db.updateTable('blocks').set({ user_hash: userHash }).where('account_id', '=', accountId).execute();
}

/** Somebody who was forgotten is here again under a new account: blocks follow them. */
export async function reattachBlocks(db: Db, accountId: number, userHash: string): Promise<void> {
  await db.updateTable('blocks').set({ account_id: accountId }).where('user_hash', '=', userHash).execute();
}
