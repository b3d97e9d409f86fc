// What a member chose, checked as a whole, whichever way it was said: by a command's options, a
// form's fields or words in a chat.
import type { App } from '../../src/app.ts';
import { nameMentions } from '../../src/discord/api/mention-names.ts';
import { isBlank, wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import {
  commonAspectRatios,
  imageParameters,
  PARAMETER_LIMITS,
  parseAspectRatio,
} from '../../src/providers/vtrix/parameters.ts';
import type { ServerSettings } from '../../src/servers/settings.store.ts';
import { IMAGES_MAX, type RequestOptions, type Spoiler } from '../../src/tasks/requests/request-options.ts';
import type { Language, Translate } from '../../src/text/text.ts';

/** As it was given; null where it was not. Names are the API's. */
export interface GivenOptions {
  prompt: string;
  /** Laid under what was typed, which the prompt holds expanded. */
  usedPreset?: RequestOptions['preset'];
  aspect_ratio?: string | null;
  negative_prompt?: string | null;
  seed?: number | null;
  steps?: number | null;
  guidance_scale?: number | null;
  output_format?: string | null;
  prompt_upsampling?: boolean | null;
  safety_tolerance?: number | null;
  model?: string | null;
  spoiler?: Spoiler | null;
  isPrivate?: boolean | null;
  /** How many images of the same; one where not given. */
  count?: number | null;
}

/** Whose defaults count, and for what. */
export interface ChosenFor {
  guildId: string | null;
  settings: ServerSettings;
  isEdit: boolean;
  /**
   * Display names of people that the prompt may mention, by user id, where the event brought them.
   */
  names?: ReadonlyMap<string, string>;
}

/**
 * What is not given is as the server has it, else as the operator or the model has it. Every range
 * is checked again: an older registration or another client may let more through.
 * @throws {UserError} naming the option and what it may be
 */
export async function chooseOptions(
  given: GivenOptions,
  app: App,
  language: Language,
  { guildId, settings, isEdit, names }: ChosenFor,
): Promise<RequestOptions> {
  const { t } = language;
  const { model, spoiler, isPrivate, count, usedPreset, ...named } = given;
  const readable = (text: string) => nameMentions(text.trim(), app, { guildId, language, known: names });
  const prompt = await readable(given.prompt);
  if (isBlank(prompt)) throw new UserError(t('refusal.emptyPrompt'));
  const most = app.config.MAX_SAFETY_TOLERANCE;
  if ((given.safety_tolerance ?? 0) > most) throw new UserError(t('refusal.safety', { most }));
  const wanted = {
    ...named,
    prompt,
    // An edit keeps its image's own ratio.
    aspect_ratio: readAspectRatio(given.aspect_ratio ?? (isEdit ? null : settings.default_aspect_ratio), t),
    output_format: readFormat(given.output_format) ?? settings.default_output_format,
    negative_prompt: (await readable(given.negative_prompt ?? '')) || null,
  };
  const present = Object.entries(wanted).filter(([, value]) => value !== null && value !== undefined);
  const parameters = imageParameters.safeParse(Object.fromEntries(present));
  if (!parameters.success) {
    const [name] = parameters.error.issues[0]?.path ?? [];
    throw new UserError(t('refusal.option', describeMisfit(name as OptionName, t))); // Of one of the parameters.
  }
  return {
    model: readModel(model ?? usualModel(settings, app), app, t),
    parameters: parameters.data,
    ...(usedPreset ? { preset: { ...usedPreset, typed: await readable(usedPreset.typed) } } : {}),
    spoiler: spoiler ?? false,
    isPrivate: isPrivate ?? false,
    count: readCount(count, app, t),
  };
}

type OptionName = Exclude<keyof typeof imageParameters.shape, `input_image${string}`>;

/** What options without limits may be. */
const CHOICES = {
  aspect_ratio: commonAspectRatios,
  output_format: imageParameters.shape.output_format.unwrap().options,
  prompt_upsampling: ['true', 'false'],
} as const satisfies Partial<Record<OptionName, readonly string[]>>;

function describeMisfit(name: OptionName, t: Translate): { option: string; problem: string } {
  const option = t(`commandName.${name}`);
  if (name in CHOICES) {
    const values = CHOICES[name as keyof typeof CHOICES].join(', '); // Just asked.
    return { option, problem: t('refusal.unknownValue', { values }) };
  }
  const limits = PARAMETER_LIMITS[name as keyof typeof PARAMETER_LIMITS]; // Just asked.
  const problem =
    'min' in limits
      ? t('refusal.range', { least: limits.min, most: limits.max })
      : t('refusal.length', { most: limits.maxLength });
  return { option, problem };
}

/**
 * Several images are admitted together, so that more than one member may have at once never would
 * be.
 */
export const countMax = ({ MAX_CONCURRENT_PER_MEMBER }: Pick<App['config'], 'MAX_CONCURRENT_PER_MEMBER'>): number =>
  Math.min(IMAGES_MAX, MAX_CONCURRENT_PER_MEMBER);

function readCount(count: number | null | undefined, { config }: App, t: Translate): number {
  const most = countMax(config);
  if (count === null || count === undefined) return 1;
  if (!Number.isInteger(count) || count < 1 || count > most) throw new UserError(t('refusal.count', { most }));
  return count;
}

function readAspectRatio(text: string | null | undefined, t: Translate): string | null {
  if (text === null || text === undefined || text.trim() === '') return null;
  const ratio = parseAspectRatio(text);
  if (!ratio) throw new UserError(t('refusal.aspectRatio', { value: wrongValue(text) }));
  return ratio.text;
}

/** As people write it: `PNG`, `jpg`. */
function readFormat(text: string | null | undefined): string | null | undefined {
  const format = text?.toLowerCase();
  return format === 'jpg' ? 'jpeg' : format;
}

/**
 * What draws where nobody says: the operator may have taken the server's choice off the list since.
 */
export const usualModel = (
  { default_model }: Pick<ServerSettings, 'default_model'>,
  { prices }: Pick<App, 'prices'>,
): string =>
  default_model !== undefined && prices.models.includes(default_model) ? default_model : prices.defaultModel;

function readModel(text: string, { prices }: App, t: Translate): string {
  const model = prices.models.find((known) => known.toLowerCase() === text.toLowerCase());
  if (model !== undefined) return model;
  throw new UserError(t('refusal.model', { value: wrongValue(text), models: prices.models.join(', ') }));
}
