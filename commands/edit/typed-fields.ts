// What was typed as a slash command's options, as the fields of the form in which it can be
// changed.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { findChosen } from '../../src/presets/presets.store.ts';
import { parseAspectRatio } from '../../src/providers/vtrix/parameters.ts';
import { givenImageOptions } from '../options/image-options.ts';
import { usablePresets, writtenPreset } from '../options/use-preset.ts';
import { writeOptions } from '../options/write-options.ts';
import type { EditFields } from './edit-form.ts';

/** @param images how many images were attached */
export async function typedFields(
  interaction: ChatInputCommandInteraction,
  app: App,
  images: number,
): Promise<Partial<EditFields>> {
  const { prompt, aspect_ratio, isPrivate, ...others } = givenImageOptions(interaction);
  const ratio = parseAspectRatio(aspect_ratio ?? '');
  const preset = await presetName(interaction, app, images > 0);
  return {
    prompt,
    images: Array.from({ length: images }, (_, index) => index),
    aspectRatio: ratio?.text ?? null,
    // One that is wrong stands where it can be seen and put right.
    options: writeOptions({ ...others, preset, ...(ratio ? {} : { aspect_ratio }) }),
    isPrivate: isPrivate ?? false,
  };
}

/** As people know it: what autocomplete sends is an id. */
async function presetName(interaction: ChatInputCommandInteraction, app: App, isEdit: boolean): Promise<string | null> {
  const chosen = interaction.options.getString('preset');
  if (chosen === null) return null;
  const use = { userId: interaction.user.id, guildId: placeOf(interaction, app.config).guildId, isEdit };
  const presets = await usablePresets(app, use, app.languageOf(interaction.locale).t);
  const found = findChosen(presets, chosen);
  return found ? writtenPreset(presets, found) : chosen;
}
