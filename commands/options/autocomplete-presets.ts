// What autocomplete offers for a preset: those that can be used, or those that can be deleted, by
// what is typed of their names.
import type { AutocompleteInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { AUTOCOMPLETE_MAX, OPTION_LABEL_MAX } from '../../src/discord/api/limits.ts';
import { offerChoices } from '../../src/discord/api/respond.ts';
import { hasAccess, placeOf } from '../../src/discord/interactions/access.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { presetKey } from '../../src/presets/presets.store.ts';
import type { Translate } from '../../src/text/text.ts';
import { type UsablePreset, usablePresets } from './use-preset.ts';

export async function offerPresets(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const isEdit = interaction.commandName === 'edit';
  await offer(interaction, app, isEdit, () => true);
}

/** One's own; the server's for those who manage it. */
export async function offerDeletablePresets(interaction: AutocompleteInteraction, app: App): Promise<void> {
  const isManager = await hasAccess(interaction, 'manager', app);
  await offer(interaction, app, false, ({ kind }) => kind === 'own' || (kind === 'server' && isManager));
}

async function offer(
  interaction: AutocompleteInteraction,
  app: App,
  isEdit: boolean,
  isOffered: (preset: UsablePreset) => boolean,
): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  const { guildId } = placeOf(interaction, app.config);
  const presets = await usablePresets(app, { userId: interaction.user.id, guildId, isEdit }, t);
  const typed = presetKey(interaction.options.getFocused());
  const matching = presets.filter((preset) => isOffered(preset) && presetKey(preset.name).includes(typed));
  const choices = matching.map((preset) => ({ name: labelOf(preset, t), value: preset.value }));
  await offerChoices(app.webhook, interaction, choices.slice(0, AUTOCOMPLETE_MAX));
}

const labelOf = ({ name, kind }: UsablePreset, t: Translate): string =>
  cut(t(`preset.label.${kind}`, { name }), OPTION_LABEL_MAX);
