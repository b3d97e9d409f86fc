// Charges far beyond the list price reach the operator, at most once a day for each model, whatever
// restarts.
import { beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../../../src/ops/log.ts';
import { createPriceTable } from '../../../../src/providers/price-table.ts';
import { keepToldCharge, toldCharges } from '../../../../src/servers/host-alarm.store.ts';
import type { TaskRow } from '../../../../src/store/request-tables.ts';
import { createChargeWatch } from '../../../../src/tasks/lifecycle/ending/charge-watch.ts';
import type { Conclusion } from '../../../../src/tasks/lifecycle/ending/conclusion.ts';
import { openEmptyDatabase } from '../../../support/empty-database.ts';

const HOUR_MS = 3600 * 1000;
const log = createLog('silent');
const metrics = { chargedBeyondList: vi.fn() };
const tellOperator = vi.fn();
let now = 0;

beforeEach(() => vi.clearAllMocks());

async function startWatch(db: Awaited<ReturnType<typeof openEmptyDatabase>>) {
  const prices = createPriceTable([
    { model: 'max', priceMicros: 80_000 },
    { model: 'free', priceMicros: 0 },
  ]);
  const memory = {
    toldAt: await toldCharges(db),
    keep: (model: string, at: number) => keepToldCharge(db, model, at),
  };
  const watch = createChargeWatch({ prices, metrics, log, tellOperator, memory, steadyNow: () => now });
  return (costMicros: number, { model = 'max', estimated = false, state = 'completed' } = {}) => {
    const cost = { costMicros, estimated, costText: null };
    const end = { state, imageId: 'p', failure: 'refused', cost } as Conclusion; // One of both kinds that have a cost.
    watch.onEnd({ id: 'a-1', model } as TaskRow, end, now); // Nothing else is looked at.
  };
}

it('tells of what is beyond three times the list price, and of nothing else', async () => {
  const db = await openEmptyDatabase();
  const end = await startWatch(db);
  end(240_000);
  end(25_000_000, { estimated: true });
  end(25_000_000, { model: 'no longer listed' });
  end(0, { model: 'free' });
  expect(tellOperator).not.toHaveBeenCalled();
  end(240_001);
  expect(tellOperator).toHaveBeenCalledExactlyOnceWith({
    taskId: 'a-1',
    model: 'max',
    costMicros: 240_001,
    listedMicros: 80_000,
    estimateMaxMicros: 240_000,
  });
  end(1, { model: 'free', state: 'failed' });
  const free = { taskId: 'a-1', model: 'free', costMicros: 1, listedMicros: 0, estimateMaxMicros: 240_000 };
  expect(tellOperator.mock.lastCall).toEqual([free]);
  expect(tellOperator).toHaveBeenCalledTimes(2);
  expect(metrics.chargedBeyondList.mock.calls).toEqual([['max'], ['free']]);
  await db.destroy();
});

it('counts every such charge, and tells once a day for each model, over restarts', async () => {
  const db = await openEmptyDatabase();
  const end = await startWatch(db);
  end(25_000_000);
  end(25_000_000);
  await vi.waitFor(async () => expect((await toldCharges(db)).get('max')).toBe(now));
  now += 23 * HOUR_MS;
  const endLater = await startWatch(db);
  endLater(25_000_000);
  expect(tellOperator).toHaveBeenCalledTimes(1);
  now += HOUR_MS;
  endLater(25_000_000);
  expect(tellOperator).toHaveBeenCalledTimes(2);
  expect(metrics.chargedBeyondList).toHaveBeenCalledTimes(4);
  await db.destroy();
});
