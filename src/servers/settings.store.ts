// What a server has decided for itself. What it has not stays as the operator, or the program, has
// it.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../store/schema.ts';
import { isEveryone, type RoleWithRights } from './role-rights.ts';

type Db = Kysely<Database>;

const ids = z.array(z.string()).default([]);

export const serverSettings = z.object({
  /** Whether members' avatars may be edited here. */
  avatar_remix: z.boolean().default(true),
  /** In which its budget windows begin; the operator's where it names none. */
  time_zone: z.string().optional(),
  /** Roles that have moderators' and managers' rights beside Discord's own permissions. */
  moderator_role: z.string().optional(),
  manager_role: z.string().optional(),
  /** Where reports go. */
  log_channel: z.string().optional(),
  /** Where every public result is copied to. */
  feed_channel: z.string().optional(),
  /** Whether public messages say what an image cost. */
  show_costs: z.boolean().default(true),
  /** The most lenient moderation here, and in age-restricted channels; within the operator's. */
  safety_tolerance: z.int().optional(),
  age_restricted_safety_tolerance: z.int().optional(),
  /** Images at work or waiting at once, within the operator's limits. */
  concurrent_per_member: z.int().optional(),
  concurrent: z.int().optional(),
  /** Where any channel or role is allowed, the others are not. */
  allowed_channels: ids,
  denied_channels: ids,
  allowed_roles: ids,
  denied_roles: ids,
  /** What stands where a member names none. */
  default_model: z.string().optional(),
  default_aspect_ratio: z.string().optional(),
  default_output_format: z.enum(['jpeg', 'png']).optional(),
  /** Of public messages; Discord's for the server where it names none. */
  language: z.string().optional(),
  /** Words and patterns that prompts must not contain. */
  blocked_words: z.array(z.object({ text: z.string(), isPattern: z.boolean() })).default([]),
  /** Set while nothing may be made here; the reason, which may be empty. */
  paused: z.string().optional(),
});

export type ServerSettings = z.infer<typeof serverSettings>;

/** Where nobody has decided anything: outside servers, for one. */
export const NO_SETTINGS: ServerSettings = serverSettings.parse({});

export type ServerSettingName = keyof ServerSettings;

/** @returns undefined for what is no setting of a server */
export const settingNamed = (text: string): ServerSettingName | undefined =>
  serverSettings.keyof().options.find((name) => name === text);

/** Stands for all servers together, where the operator has paused the bot. */
export const EVERYWHERE = '*';

/** @param guildId null outside servers, where nobody decides but the operator */
export async function settingsOf(db: Db, guildId: string | null): Promise<ServerSettings> {
  if (guildId === null) return NO_SETTINGS;
  const rows = await db.selectFrom('settings').select(['name', 'value']).where('guild_id', '=', guildId).execute();
  return parseSettings(rows);
}

const parseSettings = (rows: readonly { name: string; value: string }[]): ServerSettings =>
  serverSettings.parse(Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value)])));

/** What a server has decided, and what the operator has for all of them, in one query. */
export async function readSettings(
  db: Db,
  guildId: string | null,
): Promise<{ settings: ServerSettings; everywhere: ServerSettings }> {
  const rows = await db
    .selectFrom('settings')
    .select(['guild_id', 'name', 'value'])
    .where('guild_id', 'in', [guildId ?? EVERYWHERE, EVERYWHERE])
    .execute();
  const parse = (of: string | null) => parseSettings(rows.filter(({ guild_id }) => guild_id === of));
  return { settings: parse(guildId), everywhere: parse(EVERYWHERE) };
}

/** @param value undefined leaves it to the operator or the program again */
export async function changeSetting<Name extends ServerSettingName>(
  db: Db,
  guildId: string,
  name: Name,
  value: ServerSettings[Name] | undefined,
): Promise<void> {
  if (value === undefined) {
    await db.deleteFrom('settings').where('guild_id', '=', guildId).where('name', '=', name).execute();
    return;
  }
  const text = JSON.stringify(value);
  await db
    .insertInto('settings')
    .values({ guild_id: guildId, name, value: text })
    .onConflict((conflict) => conflict.columns(['guild_id', 'name']).doUpdateSet({ value: text }))
    .execute();
}

/** Where the role that everybody has is set as one that gives rights; it gives none. */
export async function everyoneWithRights(db: Db): Promise<{ guildId: string; name: RoleWithRights }[]> {
  const names = ['moderator_role', 'manager_role'] as const;
  const rows = await db.selectFrom('settings').selectAll().where('name', 'in', names).orderBy('guild_id').execute();
  return rows.flatMap(({ guild_id: guildId, name, value }) => {
    const known = names.find((candidate) => candidate === name);
    return known && isEveryone(String(JSON.parse(value)), guildId) ? [{ guildId, name: known }] : [];
  });
}

/** A channel that a server chose for the bot to post in. */
export interface ChosenChannel {
  guildId: string;
  name: 'log_channel' | 'feed_channel';
  channelId: string;
}

/** Of all servers. */
export async function chosenChannels(db: Db): Promise<ChosenChannel[]> {
  const names = ['log_channel', 'feed_channel'] as const;
  const rows = await db.selectFrom('settings').selectAll().where('name', 'in', names).orderBy('guild_id').execute();
  return rows.flatMap(({ guild_id, name, value }) => {
    const known = names.find((candidate) => candidate === name);
    return known ? [{ guildId: guild_id, name: known, channelId: String(JSON.parse(value)) }] : [];
  });
}
