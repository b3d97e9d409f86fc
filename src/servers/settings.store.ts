// What a server has decided for itself. What it has not stays as the program has it.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

const serverSettings = z.object({
  /** Whether members' avatars may be edited here. */
  avatar_remix: z.boolean().default(true),
  /** In which its budget windows begin; the host's where it names none. */
  time_zone: z.string().optional(),
});

export type ServerSettings = z.infer<typeof serverSettings>;

export async function settingsOf(db: Db, guildId: string): Promise<ServerSettings> {
  const rows = await db.selectFrom('settings').select(['name', 'value']).where('guild_id', '=', guildId).execute();
  return serverSettings.parse(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)])));
}

export async function changeSetting<Name extends keyof ServerSettings>(
  db: Db,
  guildId: string,
  name: Name,
  value: ServerSettings[Name],
): Promise<void> {
  const text = JSON.stringify(value);
  await db
    .insertInto('settings')
    .values({ guild_id: guildId, name, value: text })
    .onConflict((conflict) => conflict.columns(['guild_id', 'name']).doUpdateSet({ value: text }))
    .execute();
}
