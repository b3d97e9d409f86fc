// What the host has been told of trouble with the provider: kept, so that a restart neither repeats it nor forgets to tell its end.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { OWN } from './settings.store.ts';

const PLACE = { guild_id: OWN, name: 'host_alarm' };

/** @returns the trouble that was told last and has not ended */
export async function toldTrouble(db: Kysely<Database>): Promise<string | undefined> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('guild_id', '=', PLACE.guild_id)
    .where('name', '=', PLACE.name)
    .executeTakeFirst();
  return row?.value;
}

/** @param value undefined once it has ended */
export async function keepTrouble(db: Kysely<Database>, value: string | undefined): Promise<void> {
  if (value === undefined) {
    await db.deleteFrom('settings').where('guild_id', '=', PLACE.guild_id).where('name', '=', PLACE.name).execute();
    return;
  }
  await db
    .insertInto('settings')
    .values({ ...PLACE, value })
    .onConflict((conflict) => conflict.columns(['guild_id', 'name']).doUpdateSet({ value }))
    .execute();
}
