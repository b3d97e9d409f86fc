// What an image will cost: by what the provider charged lately for the same model and kind, by the
// price list until that is known.
import type { Clock, SteadyMs } from '../clock.ts';
import type { PriceTable } from '../providers/price-table.ts';

/**
 * How many of the newest charges count, how many it takes to believe them, and for how long they
 * count.
 */
const WINDOW = 50;
const ENOUGH = 5;
const MAX_AGE_MS = 24 * 3600 * 1000;
/** Most images should cost no more than what was reserved for them. */
const QUANTILE = 0.9;
/**
 * An estimate is at most this many times the list price, so that an odd charge cannot keep
 * everybody from a model.
 */
export const ESTIMATE_MAX_MULTIPLE = 3;
/**
 * The bound for a free model where no model has a price: three times the $0.08 that FLUX.1 Kontext
 * [max] costs by the vendor's list.
 */
export const FREE_MODEL_ESTIMATE_MAX_MICROS = 240_000;

export interface Charge {
  model: string;
  kind: string;
  micros: number;
  at: SteadyMs;
}

export interface CostEstimator {
  add(charge: Charge): void;
  /** @throws for a model without a price */
  estimateMicros(model: string, kind: string): number;
}

/**
 * What an estimate for `model` is at most. No multiple of zero bounds anything, so a model that is
 * listed as free has the bound of the dearest one in the list.
 * @throws for a model without a price
 */
export function estimateMaxMicros(prices: PriceTable, model: string): number {
  const listed = prices.priceMicros(model) || Math.max(...prices.models.map((one) => prices.priceMicros(one)));
  return listed > 0 ? ESTIMATE_MAX_MULTIPLE * listed : FREE_MODEL_ESTIMATE_MAX_MICROS;
}

/** @param recent charges to begin with, oldest first */
export function createCostEstimator(
  prices: PriceTable,
  { steadyNow }: Pick<Clock, 'steadyNow'>,
  recent: readonly Charge[] = [],
): CostEstimator {
  const charges = new Map<string, Charge[]>();
  const add = (charge: Charge) => {
    const key = `${charge.model}/${charge.kind}`;
    const known = charges.get(key) ?? [];
    known.push(charge);
    if (known.length > WINDOW) known.shift();
    charges.set(key, known);
  };
  for (const charge of recent) add(charge);
  return {
    add,
    estimateMicros(model, kind) {
      const listed = prices.priceMicros(model);
      const since = steadyNow() - MAX_AGE_MS;
      const amounts = (charges.get(`${model}/${kind}`) ?? [])
        .filter(({ at }) => at > since)
        .map(({ micros }) => micros);
      if (amounts.length < ENOUGH) return listed;
      const ordered = amounts.sort((a, b) => a - b);
      // A model that is listed as free is measured by what it mostly costs.
      const usual = listed || quantile(ordered, 0.5);
      return Math.min(
        quantile(ordered, QUANTILE),
        ESTIMATE_MAX_MULTIPLE * usual,
        // Where most charges are odd, their median is too.
        estimateMaxMicros(prices, model),
      );
    },
  };
}

/** @param ordered ascending, not empty */
const quantile = (ordered: readonly number[], share: number): number =>
  ordered[Math.ceil(share * ordered.length) - 1] ?? 0;
