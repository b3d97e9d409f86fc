// What autocomplete offers for an aspect ratio: the common ones that match what is typed, or the ratio typed itself.
import type { AutocompleteInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { offerChoices } from '../../src/discord/answer.ts';
import { AUTOCOMPLETE_MAX } from '../../src/discord/limits.ts';
import { commonAspectRatios, parseAspectRatio } from '../../src/images/parameters.ts';

export async function offerAspectRatios(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const focused = interaction.options.getFocused(true);
  const choices = focused.name === 'aspect_ratio' ? aspectRatioChoices(focused.value) : [];
  await offerChoices(app.webhook, interaction, choices.slice(0, AUTOCOMPLETE_MAX));
}

/** @param typed what stands in the field so far */
export function aspectRatioChoices(typed: string): { name: string; value: string }[] {
  const wanted = typed.trim();
  const matching = commonAspectRatios.filter((ratio) => ratio.startsWith(wanted.replace(/\s*[x/]\s*/i, ':')));
  const own = parseAspectRatio(wanted);
  const all = own && !matching.includes(own.text) ? [own.text, ...matching] : matching;
  return all.map((ratio) => ({ name: ratio, value: ratio }));
}
