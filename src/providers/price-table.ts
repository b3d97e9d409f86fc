// Which models there are, and what an image of each costs by the list.

export interface PriceTable {
  models: readonly string[];
  /** The first one the operator named. */
  defaultModel: string;
  /** @throws for a model that is not in the list */
  priceMicros(model: string): number;
}

export function createPriceTable(entries: readonly { model: string; priceMicros: number }[]): PriceTable {
  const prices = new Map(entries.map(({ model, priceMicros }) => [model, priceMicros]));
  const [first] = entries;
  if (!first) throw new Error('a price table needs at least one model');
  return {
    models: [...prices.keys()],
    defaultModel: first.model,
    priceMicros(model) {
      const price = prices.get(model);
      if (price === undefined) throw new Error(`no price is known for ${model}`);
      return price;
    },
  };
}
