// The options that every command for a picture shares: how Discord is told of them, and how they are read and checked again.

import type { ChatInputCommandInteraction } from 'discord.js';
import { type APIApplicationCommandBasicOption, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import type { CommandSetting } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { imageParameters, PARAMETER_LIMITS, parseAspectRatio } from '../../src/images/parameters.ts';
import type { RequestOptions } from '../../src/tasks/request-options.ts';
import type { Translate } from '../../src/text/text.ts';

/** Options named as in the API, in the order in which people look for them; the prompt comes first and alone is required. */
export function imageOptions({ config, t }: CommandSetting): APIApplicationCommandBasicOption[] {
  const { prompt, seed, steps, guidance_scale, negative_prompt } = PARAMETER_LIMITS;
  const range = ({ min, max }: { min: number; max: number }) => ({ min_value: min, max_value: max });
  const models = config.IMAGE_MODELS.map(({ model }) => ({ name: model, value: model }));
  return [
    {
      type: Type.String,
      name: 'prompt',
      description: t('imagine.prompt'),
      required: true,
      min_length: 1,
      max_length: prompt.maxLength,
    },
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
    { type: Type.Boolean, name: 'spoiler', description: t('imagine.spoiler') },
    { type: Type.Boolean, name: 'private', description: t('imagine.private') },
    ...(models.length > 1
      ? [{ type: Type.String, name: 'model', description: t('imagine.model'), choices: models } as const]
      : []),
  ];
}

/**
 * Reads what a member chose, checking every range again: an older registration or another client may let more through.
 * @throws {UserError} naming the option and what it may be
 */
export function readImageOptions(interaction: ChatInputCommandInteraction, app: App): RequestOptions {
  const { options } = interaction;
  const { t } = app.languageOf(interaction.locale);
  const prompt = options.getString('prompt', true).trim();
  if (prompt === '') throw new UserError(t('refusal.emptyPrompt'));
  const tolerance = options.getInteger('safety_tolerance');
  const most = app.config.MAX_SAFETY_TOLERANCE;
  if (tolerance !== null && tolerance > most) throw new UserError(t('refusal.safety', { most }));
  const given = {
    prompt,
    aspect_ratio: readAspectRatio(options.getString('aspect_ratio'), t),
    negative_prompt: options.getString('negative_prompt')?.trim() || null,
    seed: options.getInteger('seed'),
    steps: options.getInteger('steps'),
    guidance_scale: options.getNumber('guidance_scale'),
    output_format: options.getString('output_format'),
    prompt_upsampling: options.getBoolean('prompt_upsampling'),
    safety_tolerance: tolerance,
  };
  const parameters = imageParameters.safeParse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
  );
  if (!parameters.success) {
    const [issue] = parameters.error.issues;
    throw new UserError(t('refusal.option', { option: issue?.path.join('.') ?? '?', problem: issue?.message ?? '?' }));
  }
  return {
    model: readModel(options.getString('model'), app, t),
    parameters: parameters.data,
    spoiler: options.getBoolean('spoiler') ?? false,
    isPrivate: options.getBoolean('private') ?? false,
  };
}

function readAspectRatio(text: string | null, t: Translate): string | null {
  if (text === null || text.trim() === '') return null;
  const ratio = parseAspectRatio(text);
  if (!ratio) throw new UserError(t('refusal.aspectRatio', { value: text }));
  return ratio.text;
}

function readModel(text: string | null, { prices }: App, t: Translate): string {
  if (text === null) return prices.defaultModel;
  if (!prices.models.includes(text)) throw new UserError(t('refusal.model', { value: text }));
  return text;
}
