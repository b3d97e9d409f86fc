// What the host has been told of trouble with the provider and of its charges: kept, so that a restart neither repeats it nor forgets to tell its end.
import type { Kysely } from 'kysely';
import type { SteadyMs } from '../clock.ts';
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
  await keep(db, PLACE.name, value);
}

const CHARGE_PREFIX = 'unexpected_charge:';

/** @returns when the host was last told of an unexpected charge, by model */
export async function toldCharges(db: Kysely<Database>): Promise<Map<string, SteadyMs>> {
  const rows = await db
    .selectFrom('settings')
    .select(['name', 'value'])
    .where('guild_id', '=', OWN)
    .where('name', 'like', `${CHARGE_PREFIX}%`)
    .execute();
  return new Map(rows.map(({ name, value }) => [name.slice(CHARGE_PREFIX.length), Number(value)]));
}

export const keepToldCharge = (db: Kysely<Database>, model: string, at: SteadyMs): Promise<void> =>
  keep(db, `${CHARGE_PREFIX}${model}`, String(at));

async function keep(db: Kysely<Database>, name: string, value: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ guild_id: OWN, name, value })
    .onConflict((conflict) => conflict.columns(['guild_id', 'name']).doUpdateSet({ value }))
    .execute();
}
