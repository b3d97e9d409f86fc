// Secrets that this program makes for itself, once for each database.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { OWN } from './settings.store.ts';

export async function ownSecret(db: Kysely<Database>, name: string, make: () => string): Promise<string> {
  await db
    .insertInto('settings')
    .values({ guild_id: OWN, name, value: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await db
    .selectFrom('settings')
    .select('value')
    .where('guild_id', '=', OWN)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return value;
}
