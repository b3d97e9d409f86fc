// What a person chose, as it is kept with the request: enough to show it, to make it again, and to plan its paid calls.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { imageParameters } from '../images/parameters.ts';
import type { RequestRow } from '../store/schema.ts';
import type { PlannedTask } from './admit.ts';

/** Seeds the bot draws: what every tool that may take them again can hold. */
const SEED_RANGE = 2 ** 31;
/** What the model does where nobody says. */
const DEFAULT_SAFETY_TOLERANCE = 2;

const requestOptions = z.object({
  model: z.string(),
  /** Parameters as the person gave them, the prompt among them. */
  parameters: imageParameters,
  spoiler: z.boolean(),
  isPrivate: z.boolean(),
  /** The account whose avatar it starts from: they may say no at any time. */
  avatarOf: z.int().optional(),
});

export type RequestOptions = z.infer<typeof requestOptions>;

/** What the member who made `request` chose; private as it is now, since Discord or a parent may have made it so, and its member may have posted it since. */
export function optionsOf(request: Pick<RequestRow, 'options' | 'is_private'>): RequestOptions {
  const options = requestOptions.parse(JSON.parse(request.options));
  return { ...options, isPrivate: request.is_private === 1 };
}

export interface PlanSetting {
  /** What it will probably cost. */
  estimateMicros: number;
  maxSafetyTolerance: number;
  /** That of the first input, where it is known already: an edit keeps it unless told otherwise. */
  aspectRatio?: string | undefined;
}

/** The paid call that `options` ask for. A seed is drawn where none is given, so that every picture can be made again. */
export function planTask(
  { model, parameters }: RequestOptions,
  { estimateMicros, maxSafetyTolerance, aspectRatio }: PlanSetting,
): PlannedTask {
  const seed = parameters.seed ?? randomInt(SEED_RANGE);
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
