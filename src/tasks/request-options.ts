// What a person chose, as it is kept with the request: enough to show it, to make it again, and to plan its paid calls.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { imageParameters } from '../images/parameters.ts';
import type { PriceTable } from '../images/price-table.ts';
import type { PlannedTask } from './admit.ts';

/** Seeds the bot draws: what every tool that may take them again can hold. */
const SEED_RANGE = 2 ** 31;
/** What the model does where nobody says. */
const DEFAULT_SAFETY_TOLERANCE = 2;

export const requestOptions = z.object({
  model: z.string(),
  /** Parameters as the person gave them, the prompt among them. */
  parameters: imageParameters,
  spoiler: z.boolean(),
  isPrivate: z.boolean(),
});

export type RequestOptions = z.infer<typeof requestOptions>;

export interface PlanSetting {
  prices: PriceTable;
  maxSafetyTolerance: number;
}

/** The paid call that `options` ask for. A seed is drawn where none is given, so that every picture can be made again. */
export function planTask(
  { model, parameters }: RequestOptions,
  { prices, maxSafetyTolerance }: PlanSetting,
): PlannedTask {
  const seed = parameters.seed ?? randomInt(SEED_RANGE);
  const tolerance = Math.min(parameters.safety_tolerance ?? DEFAULT_SAFETY_TOLERANCE, maxSafetyTolerance);
  return {
    model,
    params: { ...parameters, seed, safety_tolerance: tolerance },
    seed,
    estimateMicros: prices.priceMicros(model),
  };
}
