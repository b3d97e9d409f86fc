// What autocomplete offers for an aspect ratio: the common ones that match what is typed, or the
// ratio typed itself.
import type { AutocompleteInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { AUTOCOMPLETE_MAX } from '../../src/discord/api/limits.ts';
import { offerChoices } from '../../src/discord/api/respond.ts';
import { commonAspectRatios, parseAspectRatio } from '../../src/providers/vtrix/parameters.ts';
import type { Translate } from '../../src/text/text.ts';
import { nameAspectRatio } from './name-aspect-ratio.ts';

export async function offerAspectRatios(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const focused = interaction.options.getFocused(true);
  const { t } = app.languageOf(interaction.locale);
  const choices = focused.name === 'aspect_ratio' ? aspectRatioChoices(focused.value, t) : [];
  await offerChoices(app.webhook, interaction, choices.slice(0, AUTOCOMPLETE_MAX));
}

/** @param typed what stands in the field so far: the beginning of a ratio, or a part of its name */
export function aspectRatioChoices(typed: string, t: Translate): { name: string; value: string }[] {
  const wanted = typed.trim();
  const figures = wanted.replace(/\s*[x/]\s*/i, ':');
  const words = wanted.toLowerCase();
  const matching = commonAspectRatios.filter(
    (ratio) => ratio.startsWith(figures) || nameAspectRatio(ratio, t).slice(ratio.length).toLowerCase().includes(words),
  );
  const own = parseAspectRatio(wanted);
  const all = own ? [...new Set([own.text, ...matching])] : matching;
  return all.map((ratio) => ({ name: nameAspectRatio(ratio, t), value: ratio }));
}
