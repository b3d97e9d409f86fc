// People in the database: the only place where a Discord user id stands.

import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import { reattachBlocks } from '../servers/blocks.store.ts';
import type { Database } from '../store/schema.ts';
import { hashUser } from './user-hash.ts';

type Db = Kysely<Database>;

/**
 * The account of a Discord user, made on first sight; that of before where they were forgotten and
 * are held to something for good.
 */
export async function accountOf(db: Db, discordUserId: string, now: WallMs): Promise<number> {
  const known = await idOf(db, discordUserId);
  if (known !== undefined) return known;
  const hash = await hashUser(db, discordUserId);
  const { numUpdatedRows } = await db
    .updateTable('accounts')
    .set({ discord_user_id: discordUserId, user_hash: null })
    .where('user_hash', '=', hash)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await db
      .insertInto('accounts')
      .values({ discord_user_id: discordUserId, created_at: now })
      .onConflict((conflict) => conflict.column('discord_user_id').doNothing())
      .execute();
  const id = await idOf(db, discordUserId);
  if (id === undefined) throw new Error('an account that was just made is there');
  await reattachBlocks(db, id, hash);
  return id;
}

async function idOf(db: Db, discordUserId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('discord_user_id', '=', discordUserId)
    .executeTakeFirst();
  return row?.id;
}

/** Whether others may edit this person's avatar. */
export async function isAvatarAllowed(db: Db, accountId: number): Promise<boolean> {
  const { avatar_allowed } = await db
    .selectFrom('accounts')
    .select('avatar_allowed')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return avatar_allowed === 1;
}

export async function allowAvatar(db: Db, accountId: number, allowed: boolean): Promise<void> {
  await db
    .updateTable('accounts')
    .set({ avatar_allowed: allowed ? 1 : 0 })
    .where('id', '=', accountId)
    .execute();
}

/** The Discord users behind accounts; those who asked to be forgotten are missing. */
export async function userIdsOf(db: Db, accountIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'discord_user_id'])
    .where('id', 'in', accountIds)
    .execute();
  return new Map(rows.flatMap(({ id, discord_user_id }) => (discord_user_id === null ? [] : [[id, discord_user_id]])));
}
