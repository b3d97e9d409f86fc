// Estimates follow what the provider really charges, per model and kind, within bounds, and fall
// back on the price list.
import { expect, it } from 'vitest';
import { createCostEstimator, FREE_MODEL_ESTIMATE_MAX_MICROS } from '../../src/billing/cost-estimator.ts';
import { createPriceTable } from '../../src/providers/price-table.ts';

const HOUR_MS = 3600 * 1000;
let now = 100 * HOUR_MS;
const clock = { steadyNow: () => now };
const prices = createPriceTable([
  { model: 'max', priceMicros: 80_000 },
  { model: 'free', priceMicros: 0 },
]);
const charges = (kind: string, ...amounts: number[]) =>
  amounts.map((micros) => ({ model: 'max', kind, micros, at: now }));

it('the list price stands until there is enough to learn from', () => {
  const costs = createCostEstimator(prices, clock, charges('edit', 50_000, 50_000, 50_000, 50_000));
  expect(costs.estimateMicros('max', 'edit')).toBe(80_000);
  costs.add({ model: 'max', kind: 'edit', micros: 50_000, at: now });
  expect(costs.estimateMicros('max', 'edit')).toBe(50_000);
  expect(costs.estimateMicros('max', 'imagine')).toBe(80_000);
});

it('nine of ten images cost no more than what was reserved', () => {
  const amounts = Array.from({ length: 50 }, (_, index) => 80_000 + index * 1_000);
  expect(createCostEstimator(prices, clock, charges('edit', ...amounts)).estimateMicros('max', 'edit')).toBe(124_000);
});

it('the newest fifty count', () => {
  const amounts = [...Array(50).fill(150_000), ...Array(50).fill(90_000)];
  expect(createCostEstimator(prices, clock, charges('edit', ...amounts)).estimateMicros('max', 'edit')).toBe(90_000);
});

it('an odd charge raises no estimate above three times the list price', () => {
  const costs = createCostEstimator(prices, clock, charges('edit', 80_000, 80_000, 25_000_000, 80_000, 80_000));
  expect(costs.estimateMicros('max', 'edit')).toBe(240_000);
});

it('a charge is forgotten after a day, also where nothing has been charged since', () => {
  const costs = createCostEstimator(prices, clock, charges('edit', 80_000, 80_000, 25_000_000, 80_000, 80_000));
  now += 24 * HOUR_MS - 1;
  expect(costs.estimateMicros('max', 'edit')).toBe(240_000);
  now += 1;
  expect(costs.estimateMicros('max', 'edit')).toBe(80_000);
});

it('an odd charge of a model that is listed as free keeps nobody from it either', () => {
  const free = charges('edit', 0, 0, 25_000_000, 0, 0).map((charge) => ({ ...charge, model: 'free' }));
  expect(createCostEstimator(prices, clock, free).estimateMicros('free', 'edit')).toBe(0);
  const paid = charges('edit', 50_000, 50_000, 25_000_000, 50_000, 50_000);
  const costs = createCostEstimator(
    prices,
    clock,
    paid.map((charge) => ({ ...charge, model: 'free' })),
  );
  expect(costs.estimateMicros('free', 'edit')).toBe(150_000);
});

it('odd charges alone raise a model that is listed as free no higher than the bound of the dearest one', () => {
  const odd = charges('edit', ...Array(5).fill(25_000_000)).map((charge) => ({ ...charge, model: 'free' }));
  expect(createCostEstimator(prices, clock, odd).estimateMicros('free', 'edit')).toBe(240_000);
  const dearer = createPriceTable([
    { model: 'free', priceMicros: 0 },
    { model: 'dear', priceMicros: 500_000 },
  ]);
  expect(createCostEstimator(dearer, clock, odd).estimateMicros('free', 'edit')).toBe(1_500_000);
});

it('where every model is listed as free, the bound is a fixed one', () => {
  const free = createPriceTable([{ model: 'free', priceMicros: 0 }]);
  const odd = charges('edit', ...Array(5).fill(25_000_000)).map((charge) => ({ ...charge, model: 'free' }));
  const costs = createCostEstimator(free, clock, odd);
  expect(costs.estimateMicros('free', 'edit')).toBe(FREE_MODEL_ESTIMATE_MAX_MICROS);
  now += 24 * HOUR_MS;
  expect(costs.estimateMicros('free', 'edit')).toBe(0);
});
