// Using a preset: found by what was chosen or typed, and laid under what is asked for; what is said
// expressly counts before it.

import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { findChosen, type PresetOptions, presetsFor } from '../../src/presets/presets.store.ts';
import type { Translate } from '../../src/text/text.ts';
import { type StarterName, starterNames, starterPrompt } from './starter-presets.ts';
import type { GivenOptions } from './validate-options.ts';
import { inOneValue } from './write-options.ts';

const PROMPT = /\{prompt\}/giu;
const NAME_SHOWN_MAX = 60;

/** Who uses it, where, and for what. */
export interface PresetUse {
  userId: string;
  guildId: string | null;
  isEdit: boolean;
}

/** One that can be used there. */
export interface UsablePreset {
  /** An id, or a starter's name. */
  value: string;
  name: string;
  kind: 'own' | 'server' | 'starter';
  prompt: string;
  options: PresetOptions;
}

/** One's own, the server's, and those that come with the bot; of one name the first counts. */
export async function usablePresets(
  app: App,
  { userId, guildId, isEdit }: PresetUse,
  t: Translate,
): Promise<UsablePreset[]> {
  const accountId = await accountOf(app.db, userId, app.now());
  const saved = await presetsFor(app.db, accountId, guildId);
  return [
    ...saved.map(({ id, isServers, ...preset }) => ({
      ...preset,
      kind: isServers ? ('server' as const) : ('own' as const),
    })),
    ...starterNames.flatMap((name) => starterFor(name, isEdit, t)),
  ];
}

/** Those that come with the bot, for whatever they suit. */
export const starterPresets = (t: Translate): Pick<UsablePreset, 'value' | 'name'>[] =>
  starterNames.map((name) => ({ value: `:${name}`, name: t(`preset.starter.${name}`) }));

function starterFor(name: StarterName, isEdit: boolean, t: Translate): UsablePreset[] {
  const prompt = starterPrompt(name, isEdit);
  if (prompt === undefined) return [];
  return [{ value: `:${name}`, name: t(`preset.starter.${name}`), kind: 'starter', prompt, options: {} }];
}

/**
 * How it is written as an option, so that it is read back as this one: by its name, unless another
 * is found by that, or none.
 */
export const writtenPreset = (presets: readonly UsablePreset[], preset: UsablePreset): string =>
  findChosen(presets, inOneValue(preset.name)) === preset ? preset.name : preset.value;

/**
 * @param use with what autocomplete offered, or a name as somebody typed it; null where none was
 * chosen
 * @throws {UserError} where there is none of that name
 */
export async function withPreset<Given extends GivenOptions>(
  given: Given,
  app: App,
  { chosen, ...use }: PresetUse & { chosen: string | null | undefined },
  t: Translate,
): Promise<Given> {
  if (chosen === null || chosen === undefined || chosen.trim() === '') return given;
  const presets = await usablePresets(app, use, t);
  const preset = findChosen(presets, chosen);
  if (!preset) throw new UserError(t('refusal.unknownPreset', { name: quote(chosen, NAME_SHOWN_MAX) }));
  const said = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...given,
    ...preset.options,
    ...Object.fromEntries(said),
    prompt: expand(preset.prompt, given.prompt),
    usedPreset: { name: preset.name, typed: given.prompt.trim() },
  };
}

/** What is typed goes where the template has its place for it, else in front. */
export function expand(template: string, typed: string): string {
  const prompt = typed.trim();
  if (template.search(PROMPT) >= 0) return template.replace(PROMPT, () => prompt);
  return prompt === '' ? template : `${prompt}, ${template}`;
}
