// What the life of tasks is handed, for tests of its parts: a real database, and nothing that
// answers unless a test gives it.
import type { Kysely } from 'kysely';
import { vi } from 'vitest';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { createCalendars } from '../../src/billing/calendar.ts';
import { createCostEstimator } from '../../src/billing/cost-estimator.ts';
import { createLog } from '../../src/ops/log.ts';
import { createPriceTable } from '../../src/providers/price-table.ts';
import type { Database } from '../../src/store/schema.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { createProviderCircuit } from '../../src/tasks/scheduling/circuit-breaker.ts';
import { createProviderLimiter } from '../../src/tasks/scheduling/concurrency-limiter.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';
import { createPollPlan } from '../../src/tasks/scheduling/poll-plan.ts';
import { media } from './media.ts';

/** What one image costs by the list. */
export const PRICE_MICROS = 80_000;

const unused = () => Promise.reject(new Error('not in this test'));

/** @param over what this test is about */
export function createTaskContext(db: Kysely<Database>, over: Partial<TaskContext> = {}): TaskContext {
  const now = over.now ?? (() => 1_000);
  const steadyNow = over.steadyNow ?? now;
  const durations = createDurationEstimator();
  const prices = createPriceTable([{ model: 'flux_kontext_max', priceMicros: PRICE_MICROS }]);
  return {
    db,
    log: createLog('silent'),
    provider: { createTask: unused, getTask: unused, close: async () => undefined },
    images: {
      save: unused,
      find: unused,
      read: unused,
      chainEndsAt: () => 0,
      removeExpired: unused,
      removeStrayFiles: unused,
    },
    media,
    downloadResult: unused,
    fetchInput: unused,
    inputTransport: 'base64',
    display: { showProgress: vi.fn(), deliver: vi.fn(), copyToFeed: vi.fn() },
    durations,
    pollPlan: createPollPlan(durations),
    limiter: createProviderLimiter(20, steadyNow),
    circuit: createProviderCircuit({ now, steadyNow, onChange: vi.fn() }),
    alarm: { raise: vi.fn(), clear: vi.fn() },
    prices,
    costs: createCostEstimator(prices, { steadyNow }),
    budgetRules: {
      member: parseBudgetRule('100/day'),
      host: parseBudgetRule('1000/day'),
      calendarOf: createCalendars('UTC'),
    },
    limits: { maxConcurrentPerMember: 10_000, queueTimeoutMs: 1_000, taskTimeoutMs: 1_000, unconfirmedAfterMs: 20 },
    wake: vi.fn(),
    ...over,
    now,
    steadyNow,
  };
}
