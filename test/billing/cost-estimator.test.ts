// Estimates follow what the provider really charges, per model and kind, and fall back on the price list.
import { expect, it } from 'vitest';
import { createCostEstimator } from '../../src/billing/cost-estimator.ts';
import { createPriceTable } from '../../src/images/price-table.ts';

const prices = createPriceTable([{ model: 'max', priceMicros: 80_000 }]);
const charges = (kind: string, ...amounts: number[]) => amounts.map((micros) => ({ model: 'max', kind, micros }));

it('the list price stands until there is enough to learn from', () => {
  const costs = createCostEstimator(prices, charges('edit', 50_000, 50_000, 50_000, 50_000));
  expect(costs.estimateMicros('max', 'edit')).toBe(80_000);
  costs.add({ model: 'max', kind: 'edit', micros: 50_000 });
  expect(costs.estimateMicros('max', 'edit')).toBe(50_000);
  expect(costs.estimateMicros('max', 'imagine')).toBe(80_000);
});

it('nine of ten pictures cost no more than what was reserved', () => {
  const amounts = Array.from({ length: 50 }, (_, index) => 80_000 + index * 1_000);
  expect(createCostEstimator(prices, charges('edit', ...amounts)).estimateMicros('max', 'edit')).toBe(124_000);
});

it('the newest fifty count', () => {
  const amounts = [...Array(50).fill(500_000), ...Array(50).fill(90_000)];
  expect(createCostEstimator(prices, charges('edit', ...amounts)).estimateMicros('max', 'edit')).toBe(90_000);
});
