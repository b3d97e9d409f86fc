// What a picture will cost: by what the provider charged lately for the same model and kind, by the price list until that is known.
import type { PriceTable } from '../images/price-table.ts';

/** How many of the newest charges count, and how many it takes to believe them. */
const WINDOW = 50;
const ENOUGH = 5;
/** Most pictures should cost no more than what was reserved for them. */
const QUANTILE = 0.9;

export interface Charge {
  model: string;
  kind: string;
  micros: number;
}

export interface CostEstimator {
  add(charge: Charge): void;
  /** @throws for a model without a price */
  estimateMicros(model: string, kind: string): number;
}

/** @param recent charges to begin with, oldest first */
export function createCostEstimator(prices: PriceTable, recent: readonly Charge[] = []): CostEstimator {
  const charges = new Map<string, number[]>();
  const add = ({ model, kind, micros }: Charge) => {
    const known = charges.get(`${model}/${kind}`) ?? [];
    known.push(micros);
    if (known.length > WINDOW) known.shift();
    charges.set(`${model}/${kind}`, known);
  };
  for (const charge of recent) add(charge);
  return {
    add,
    estimateMicros(model, kind) {
      const listed = prices.priceMicros(model);
      const known = charges.get(`${model}/${kind}`) ?? [];
      if (known.length < ENOUGH) return listed;
      const ordered = known.toSorted((a, b) => a - b);
      return ordered[Math.ceil(QUANTILE * ordered.length) - 1] ?? listed;
    },
  };
}
