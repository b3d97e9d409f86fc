// /preset: prompts to use again, saved, listed and deleted; used as an option of /imagine and
// /edit.
import type { ChatInputCommandInteraction } from 'discord.js';
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { tellPrivately } from '../../src/discord/api/respond.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { type CommandSetting, defineCommand } from '../../src/discord/interactions/define-command.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { findChosen, presetsFor } from '../../src/presets/presets.store.ts';
import { NO_SETTINGS } from '../../src/servers/settings.store.ts';
import { offerDeletablePresets } from '../options/autocomplete-presets.ts';
import { givenImageOptions, imageOptions, offerImageOptions } from '../options/image-options.ts';
import { starterPresets } from '../options/use-preset.ts';
import { chooseOptions } from '../options/validate-options.ts';
import { listPresets } from './list-presets.ts';
import { dropPreset, keepPreset, PRESET_NAME_MAX, PRESET_PROMPT_MAX } from './save-preset.ts';

/** What belongs to one image, not to many. */
const NOT_KEPT = ['seed', 'count', 'private', 'preset'];

export const preset = defineCommand({
  kind: 'slash',
  name: 'preset',
  data: (setting) => ({
    name: 'preset',
    description: setting.t('preset.description'),
    options: [
      { type: Type.Subcommand, name: 'save', description: setting.t('preset.save'), options: saveOptions(setting) },
      { type: Type.Subcommand, name: 'list', description: setting.t('preset.list') },
      {
        type: Type.Subcommand,
        name: 'delete',
        description: setting.t('preset.delete'),
        options: [
          {
            type: Type.String,
            name: 'name',
            description: setting.t('preset.nameOption'),
            required: true,
            autocomplete: true,
          },
        ],
      },
    ],
  }),
  async run(interaction, app) {
    await tellPrivately(app.webhook, interaction, await runPresetCommand(interaction, app));
  },
  autocomplete: (interaction, app) =>
    interaction.options.getSubcommand() === 'delete'
      ? offerDeletablePresets(interaction, app)
      : offerImageOptions(interaction, app),
});

const saveOptions = (setting: CommandSetting) => [
  {
    type: Type.String as const,
    name: 'name',
    description: setting.t('preset.nameOption'),
    required: true,
    max_length: PRESET_NAME_MAX,
  },
  {
    type: Type.String as const,
    name: 'prompt',
    description: setting.t('preset.promptOption'),
    required: true,
    max_length: PRESET_PROMPT_MAX,
  },
  ...imageOptions(setting).filter(({ name }) => !NOT_KEPT.includes(name)),
  { type: Type.Boolean as const, name: 'server', description: setting.t('preset.serverOption') },
];

async function runPresetCommand(interaction: ChatInputCommandInteraction, app: App): Promise<string> {
  const { options } = interaction;
  switch (options.getSubcommand()) {
    case 'save': {
      // As it is given, without what the server has for those who give nothing.
      const place = { guildId: null, settings: NO_SETTINGS, isEdit: true };
      const language = app.languageOf(interaction.locale);
      const { parameters, spoiler } = await chooseOptions(givenImageOptions(interaction), app, language, place);
      const { prompt, seed: _none, ...chosen } = parameters;
      const model = options.getString('model');
      return keepPreset(interaction, app, {
        name: options.getString('name', true),
        prompt,
        options: { ...chosen, ...(model === null ? {} : { model }), ...(spoiler ? { spoiler } : {}) },
        isServers: options.getBoolean('server') ?? false,
      });
    }
    case 'delete':
      return removePreset(interaction, app, options.getString('name', true));
    default:
      return listPresets(interaction, app);
  }
}

/** By what autocomplete offered, or by name: one's own before the server's. */
async function removePreset(interaction: ChatInputCommandInteraction, app: App, chosen: string): Promise<string> {
  const { guildId } = placeOf(interaction, app.config);
  const accountId = await accountOf(app.db, interaction.user.id, app.now());
  const presets = await presetsFor(app.db, accountId, guildId);
  const found = findChosen(presets, chosen);
  if (found) return dropPreset(interaction, app, found);
  const { t } = app.languageOf(interaction.locale);
  const starter = findChosen(starterPresets(t), chosen);
  if (starter) throw new UserError(t('refusal.builtInPreset', { name: starter.name }));
  throw new UserError(t('refusal.unknownPreset', { name: quote(chosen, PRESET_NAME_MAX) }));
}
