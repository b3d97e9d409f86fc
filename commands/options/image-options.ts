// The options that every command for an image shares: how Discord is told of them, and how they are
// read.

import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import type { CommandSetting } from '../../src/discord/interactions/define-command.ts';
import { guildContextOf } from '../../src/discord/interactions/guild-context.ts';
import { PARAMETER_LIMITS } from '../../src/providers/vtrix/parameters.ts';
import type { RequestOptions, Spoiler } from '../../src/tasks/requests/request-options.ts';
import { offerAspectRatios } from './autocomplete-aspect-ratio.ts';
import { offerPresets } from './autocomplete-presets.ts';
import { withPreset } from './use-preset.ts';
import { chooseOptions, countMax, type GivenOptions } from './validate-options.ts';

/**
 * The prompt, which alone is always required.
 * @param description what a good one says for this command
 */
export const promptOption = (description: string): APIApplicationCommandBasicOption => ({
  type: Type.String,
  name: 'prompt',
  description,
  required: true,
  min_length: 1,
  max_length: PARAMETER_LIMITS.prompt.maxLength,
});

/** All others, named as in the API, in the order in which people look for them. */
export function imageOptions({ config, t }: CommandSetting): APIApplicationCommandBasicOption[] {
  const { seed, steps, guidance_scale, negative_prompt } = PARAMETER_LIMITS;
  const range = ({ min, max }: { min: number; max: number }) => ({ min_value: min, max_value: max });
  const most = countMax(config);
  const models = config.IMAGE_MODELS.map(({ model }) => ({ name: model, value: model }));
  return [
    { type: Type.String, name: 'preset', description: t('imagine.preset'), autocomplete: true, max_length: 100 },
    {
      type: Type.String,
      name: 'aspect_ratio',
      description: t('imagine.aspect_ratio'),
      autocomplete: true,
      max_length: 20,
    },
    {
      type: Type.String,
      name: 'negative_prompt',
      description: t('imagine.negative_prompt'),
      max_length: negative_prompt.maxLength,
    },
    { type: Type.Integer, name: 'seed', description: t('imagine.seed'), ...range(seed) },
    {
      type: Type.Integer,
      name: 'steps',
      description: t('imagine.steps', { least: steps.min, most: steps.max }),
      ...range(steps),
    },
    {
      type: Type.Number,
      name: 'guidance_scale',
      description: t('imagine.guidance_scale', { least: guidance_scale.min, most: guidance_scale.max }),
      ...range(guidance_scale),
    },
    {
      type: Type.String,
      name: 'output_format',
      description: t('imagine.output_format'),
      choices: [
        { name: 'JPEG', value: 'jpeg' },
        { name: 'PNG', value: 'png' },
      ],
    },
    { type: Type.Boolean, name: 'prompt_upsampling', description: t('imagine.prompt_upsampling') },
    {
      type: Type.Integer,
      name: 'safety_tolerance',
      description: t('imagine.safety_tolerance', { most: config.MAX_SAFETY_TOLERANCE }),
      min_value: 0,
      max_value: config.MAX_SAFETY_TOLERANCE,
    },
    ...(most > 1
      ? [
          {
            type: Type.Integer,
            name: 'count',
            description: t('imagine.count'),
            min_value: 1,
            max_value: most,
          } as const,
        ]
      : []),
    {
      type: Type.String,
      name: 'spoiler',
      description: t('imagine.spoiler'),
      choices: [
        { name: t('imagine.spoilerImage'), value: 'image' },
        { name: t('imagine.spoilerPrompt'), value: 'prompt' },
      ],
    },
    { type: Type.Boolean, name: 'private', description: t('imagine.private') },
    ...(models.length > 1
      ? [{ type: Type.String, name: 'model', description: t('imagine.model'), choices: models } as const]
      : []),
  ];
}

/**
 * What a member chose, laid over the preset where there is one.
 * @throws {UserError} naming the option and what it may be
 */
export async function readImageOptions(
  interaction: ChatInputCommandInteraction,
  app: App,
  isEdit: boolean,
): Promise<RequestOptions> {
  const { options, locale, user } = interaction;
  const language = app.languageOf(locale);
  const { guildId, settings } = await guildContextOf(interaction, app);
  const use = { userId: user.id, guildId, isEdit };
  const preset = { ...use, chosen: options.getString('preset') };
  const given = await withPreset(givenImageOptions(interaction), app, preset, language.t);
  return chooseOptions(given, app, language, { guildId, settings, isEdit });
}

export const givenImageOptions = ({ options }: ChatInputCommandInteraction): GivenOptions => ({
  prompt: options.getString('prompt', true),
  aspect_ratio: options.getString('aspect_ratio'),
  negative_prompt: options.getString('negative_prompt'),
  seed: options.getInteger('seed'),
  steps: options.getInteger('steps'),
  guidance_scale: options.getNumber('guidance_scale'),
  output_format: options.getString('output_format'),
  prompt_upsampling: options.getBoolean('prompt_upsampling'),
  safety_tolerance: options.getInteger('safety_tolerance'),
  model: options.getString('model'),
  spoiler: readSpoiler(options.get('spoiler')?.value),
  isPrivate: options.getBoolean('private'),
  count: options.getInteger('count'),
});

/** An older registration, which a client may still know, sends true or false. */
function readSpoiler(value: string | number | boolean | undefined): Spoiler | null {
  if (value === 'prompt' || value === false) return value;
  return value === 'image' || value === true ? true : null;
}

/** What is offered for the option being typed, whichever it is. */
export const offerImageOptions = (interaction: AutocompleteInteraction, app: App): Promise<void> =>
  interaction.options.getFocused(true).name === 'preset'
    ? offerPresets(interaction, app)
    : offerAspectRatios(interaction, app);
