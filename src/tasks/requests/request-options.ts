// What a person chose, as it is kept with the request: enough to show it, to make it again, and to
// plan its paid calls.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { imageParameters, PARAMETER_LIMITS } from '../../providers/vtrix/parameters.ts';
import type { RequestRow, TaskRow } from '../../store/request-tables.ts';

/** As many images as one message shows as a tidy grid. */
export const IMAGES_MAX = 4;

/** Seeds the bot draws: what every tool that may take them again can hold. */
const SEED_RANGE = 2 ** 31;
/** What the model does where nobody says. */
const DEFAULT_SAFETY_TOLERANCE = 2;

/** What is hidden until somebody clicks it: nothing, the image, or its prompt too. */
export const spoiler = z.union([z.boolean(), z.literal('prompt')]);

export type Spoiler = z.infer<typeof spoiler>;

const requestOptions = z.object({
  model: z.string(),
  /** Parameters as the person gave them, the prompt among them. */
  parameters: imageParameters,
  /** Laid under what was typed, which the parameters' prompt holds expanded. */
  preset: z.object({ name: z.string(), typed: z.string() }).optional(),
  /** How many images of the same, each with its own seed. */
  count: z.int().min(1).max(IMAGES_MAX).default(1),
  spoiler,
  isPrivate: z.boolean(),
  /** The account whose avatar it starts from: they may say no at any time. */
  avatarOf: z.int().optional(),
});

export type RequestOptions = z.infer<typeof requestOptions>;

/** Of the image that was asked for; undefined where the model was left to choose. */
export function aspectRatioOf({ params }: Pick<TaskRow, 'params'>): string | undefined {
  const { aspect_ratio }: { aspect_ratio?: string } = JSON.parse(params);
  return aspect_ratio;
}

/**
 * What the member who made `request` chose; private as it is now, since Discord or a parent may
 * have made it so, and its member may have posted it since.
 */
export function optionsOf(request: Pick<RequestRow, 'options' | 'is_private'>): RequestOptions {
  const options = requestOptions.parse(JSON.parse(request.options));
  return { ...options, isPrivate: request.is_private === 1 };
}

/** How many images it asked for, also where its words have been forgotten since. */
export const countOf = (request: Pick<RequestRow, 'options'>): number =>
  requestOptions.pick({ count: true }).parse(JSON.parse(request.options)).count;

/** The preset it was made with, also where its words have been forgotten since: then none. */
export const presetOf = (request: Pick<RequestRow, 'options'>): RequestOptions['preset'] =>
  requestOptions.pick({ preset: true }).parse(JSON.parse(request.options)).preset;

/**
 * Whether its member wants the prompt hidden too; not where its words have been forgotten since.
 */
export const isPromptHidden = (request: Pick<RequestRow, 'options'>): boolean =>
  requestOptions.pick({ spoiler: true }).partial().parse(JSON.parse(request.options)).spoiler === 'prompt';

/**
 * Whether Discord shows to its member alone what was asked for in public; not where its words have
 * been forgotten since.
 */
export const isMadePrivate = (request: Pick<RequestRow, 'options' | 'is_private'>): boolean =>
  request.is_private === 1 &&
  requestOptions.pick({ isPrivate: true }).partial().parse(JSON.parse(request.options)).isPrivate === false;

/** What hides the most: what comes of something hidden is hidden as well. */
export const strongestSpoiler = (...spoilers: readonly (Spoiler | null | undefined)[]): Spoiler =>
  spoilers.includes('prompt') ? 'prompt' : spoilers.includes(true);

export interface PlanSetting {
  /** What each will probably cost. */
  estimateMicros: number;
  maxSafetyTolerance: number;
  /** That of the first input, where it is known already: an edit keeps it unless told otherwise. */
  aspectRatio?: string | undefined;
}

export interface PlannedTask {
  model: string;
  /** Exactly the `params` to send. */
  params: Readonly<Record<string, unknown>>;
  seed: number;
  estimateMicros: number;
}

/** The paid calls that `options` ask for, one an image. */
export const planTasks = (options: RequestOptions, setting: PlanSetting): PlannedTask[] =>
  Array.from({ length: options.count }, (_, index) => planTask(options, setting, index));

/**
 * A seed is drawn where none is given, so that every image can be made again; a given one counts up
 * from image to image.
 */
function planTask(
  { model, parameters }: RequestOptions,
  { estimateMicros, maxSafetyTolerance, aspectRatio }: PlanSetting,
  index: number,
): PlannedTask {
  const seed =
    parameters.seed === undefined ? randomInt(SEED_RANGE) : (parameters.seed + index) % (PARAMETER_LIMITS.seed.max + 1);
  const tolerance = Math.min(parameters.safety_tolerance ?? DEFAULT_SAFETY_TOLERANCE, maxSafetyTolerance);
  return {
    model,
    params: {
      ...(aspectRatio === undefined ? {} : { aspect_ratio: aspectRatio }),
      ...parameters,
      seed,
      safety_tolerance: tolerance,
    },
    seed,
    estimateMicros,
  };
}
