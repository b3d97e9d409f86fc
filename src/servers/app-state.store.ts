// What the program remembers for itself from one start to the next, by name. The rows stand beside
// the servers' settings, under a server that does not exist.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

const OWN_GUILD_ID = '#';

/** Every name there is; a name with a `:` stands for a family. */
export type AppStateName =
  | 'timeline'
  | 'block_key'
  | 'host_alarm'
  | 'login_refusal'
  | 'registration_refusal'
  | 'rewrite_requested'
  | `unexpected_charge:${string}`;

export async function readAppState(db: Db, name: AppStateName): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('guild_id', '=', OWN_GUILD_ID)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

/** @returns values by what follows the prefix in their names */
export async function readAppStateFamily(db: Db, prefix: 'unexpected_charge:'): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('settings')
    .select(['name', 'value'])
    .where('guild_id', '=', OWN_GUILD_ID)
    .where('name', 'like', `${prefix}%`)
    .execute();
  return new Map(rows.map(({ name, value }) => [name.slice(prefix.length), value]));
}

/** @param value undefined removes it */
export async function writeAppState(db: Db, name: AppStateName, value: string | undefined): Promise<void> {
  if (value === undefined) {
    await db.deleteFrom('settings').where('guild_id', '=', OWN_GUILD_ID).where('name', '=', name).execute();
    return;
  }
  await db
    .insertInto('settings')
    .values({ guild_id: OWN_GUILD_ID, name, value })
    .onConflict((conflict) => conflict.columns(['guild_id', 'name']).doUpdateSet({ value }))
    .execute();
}

/**
 * Safe beside another process that does the same.
 * @returns the value there is, after writing `make()` where there was none
 */
export async function readOrMakeAppState(db: Db, name: AppStateName, make: () => string): Promise<string> {
  await db
    .insertInto('settings')
    .values({ guild_id: OWN_GUILD_ID, name, value: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const value = await readAppState(db, name);
  if (value === undefined) throw new Error(`${name} was removed while it was being made`);
  return value;
}
