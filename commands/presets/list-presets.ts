// All presets that somebody can use in a place, with their prompts.
import type { RepliableInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { CONTENT_MAX } from '../../src/discord/api/limits.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { spoilered } from '../../src/discord/rendering/hidden-prompt.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import { listItems } from '../../src/text/join-words.ts';
import type { Translate } from '../../src/text/text.ts';
import { starterNames } from '../options/starter-presets.ts';
import { type UsablePreset, usablePresets } from '../options/use-preset.ts';
import { PRESET_NAME_MAX } from './save-preset.ts';

const PROMPT_SHOWN_MAX = 90;
/** Of each kind; the others are offered while typing. */
const SHOWN_MAX = 10;

export async function listPresets(interaction: RepliableInteraction, app: App): Promise<string> {
  const language = app.languageOf(interaction.locale);
  const { t } = language;
  const { guildId } = placeOf(interaction, app.config);
  const presets = await usablePresets(app, { userId: interaction.user.id, guildId, isEdit: true }, t);
  const ofKind = (kind: UsablePreset['kind']) => presets.filter((preset) => preset.kind === kind);
  const starters = starterNames.map((name) => t(`preset.starter.${name}`));
  const lines = [
    ...section('own', ofKind('own'), t),
    ...(guildId === null ? [] : section('server', ofKind('server'), t)),
    `**${t('preset.starters')}**`,
    listItems(starters, language),
    t('preset.howTo'),
  ];
  return fitting(lines);
}

function section(kind: 'own' | 'server', presets: readonly UsablePreset[], t: Translate): string[] {
  const title = t(kind === 'own' ? 'preset.own' : 'preset.ofServer');
  if (presets.length === 0) return [`**${title}**`, t(kind === 'own' ? 'preset.none' : 'preset.noneOfServer')];
  const rest = presets.length - SHOWN_MAX;
  return [
    `**${title}**`,
    ...presets.slice(0, SHOWN_MAX).map(({ name, prompt, options }) =>
      t('figure.labelled', {
        label: `• **${quote(name, PRESET_NAME_MAX)}**`,
        value: shownPrompt(quote(prompt, PROMPT_SHOWN_MAX), options),
      }),
    ),
    ...(rest > 0 ? [t('preset.more', { count: rest })] : []),
  ];
}

/** A prompt that is hidden in results is hidden here too. */
const shownPrompt = (prompt: string, { spoiler }: UsablePreset['options']): string =>
  spoiler === 'prompt' ? spoilered(prompt) : prompt;

/** Whole lines, the last of which, how presets are used, is always among them. */
function fitting(lines: readonly string[]): string {
  const last = lines.at(-1) ?? '';
  let shown = '';
  for (const line of lines.slice(0, -1))
    if (shown.length + line.length + last.length + 1 < CONTENT_MAX) shown += `${line}\n`;
  return shown + last;
}
