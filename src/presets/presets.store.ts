// Presets in the database: prompts to use again, a member's own or a server's for all its members.
// Bounded, and one a name.

import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { WallMs } from '../clock.ts';
import { imageParameters } from '../providers/vtrix/parameters.ts';
import type { Database } from '../store/schema.ts';
import type { PresetRow } from '../store/server-tables.ts';
import { spoiler } from '../tasks/requests/request-options.ts';

type Db = Kysely<Database>;

export const PRESETS_MAX = { member: 50, server: 100 } as const;

const presetOptions = imageParameters
  .pick({
    aspect_ratio: true,
    negative_prompt: true,
    steps: true,
    guidance_scale: true,
    output_format: true,
    prompt_upsampling: true,
    safety_tolerance: true,
  })
  .extend({ model: z.string().optional(), spoiler: spoiler.optional() });

/** What a preset says beside its prompt. */
export type PresetOptions = z.infer<typeof presetOptions>;

export interface Preset {
  id: number;
  /**
   * What a choice of it is known by. Carries no right: it is looked for among those that may be
   * used.
   */
  value: string;
  name: string;
  /** May hold `{prompt}`. */
  prompt: string;
  options: PresetOptions;
  /** Whether all members of the server have it. */
  isServers: boolean;
}

/** Whose presets are meant: a member's own, or a server's. */
export type PresetOwner = { accountId: number } | { guildId: string };

/** Names are the same whatever their case, width and spaces. */
export const presetKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

/**
 * @param chosen what autocomplete offered, or a name as somebody typed it; of one name the first
 * counts
 */
export const findChosen = <Choice extends Pick<Preset, 'value' | 'name'>>(
  presets: readonly Choice[],
  chosen: string,
): Choice | undefined =>
  presets.find(({ value }) => value === chosen) ?? presets.find(({ name }) => presetKey(name) === presetKey(chosen));

/** Those that somebody can use in a place: their own first, then the server's, by name. */
export async function presetsFor(db: Db, accountId: number, guildId: string | null): Promise<Preset[]> {
  const rows = await db
    .selectFrom('presets')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('guild_id', 'is', null), eb('account_id', '=', accountId)]),
        ...(guildId === null ? [] : [eb('guild_id', '=', guildId)]),
      ]),
    )
    .orderBy('name_key')
    .execute();
  const presets = rows.map(toPreset);
  return [...presets.filter(({ isServers }) => !isServers), ...presets.filter(({ isServers }) => isServers)];
}

const toPreset = ({ id, name, prompt, options, guild_id }: PresetRow): Preset => ({
  id,
  value: `#${id}`,
  name,
  prompt,
  options: presetOptions.parse(JSON.parse(options)),
  isServers: guild_id !== null,
});

export type SaveOutcome =
  | { outcome: 'saved' }
  /** The prompt it had before. */
  | { outcome: 'replaced'; before: string }
  /** It was the same already, to the letter. */
  | { outcome: 'unchanged' }
  | { outcome: 'full'; limit: number };

/** One of the same name is replaced. @param saved by whom, and when */
export async function savePreset(
  db: Db,
  owner: PresetOwner,
  { name, prompt, options }: Pick<Preset, 'name' | 'prompt' | 'options'>,
  { accountId, now }: { accountId: number; now: WallMs },
): Promise<SaveOutcome> {
  const known = await ownedBy(db, owner).select(['id', 'name', 'name_key', 'prompt', 'options']).execute();
  const key = presetKey(name);
  const values = { name, name_key: key, account_id: accountId, prompt, options: JSON.stringify(options) };
  const before = known.find(({ name_key }) => name_key === key);
  if (before) {
    if (before.name === name && before.prompt === prompt && before.options === values.options)
      return { outcome: 'unchanged' };
    await db.updateTable('presets').set(values).where('id', '=', before.id).execute();
    return { outcome: 'replaced', before: before.prompt };
  }
  const limit = 'guildId' in owner ? PRESETS_MAX.server : PRESETS_MAX.member;
  if (known.length >= limit) return { outcome: 'full', limit };
  const guild_id = 'guildId' in owner ? owner.guildId : null;
  await db
    .insertInto('presets')
    .values({ ...values, guild_id, created_at: now })
    .execute();
  return { outcome: 'saved' };
}

/** @returns the prompt it had; undefined where there was none of that id */
export async function deletePreset(db: Db, owner: PresetOwner, id: number): Promise<string | undefined> {
  const row = await ownedBy(db, owner).select('prompt').where('id', '=', id).executeTakeFirst();
  if (row) await db.deleteFrom('presets').where('id', '=', id).execute();
  return row?.prompt;
}

const ownedBy = (db: Db, owner: PresetOwner) =>
  db
    .selectFrom('presets')
    .where((eb) =>
      'guildId' in owner
        ? eb('guild_id', '=', owner.guildId)
        : eb.and([eb('guild_id', 'is', null), eb('account_id', '=', owner.accountId)]),
    );
