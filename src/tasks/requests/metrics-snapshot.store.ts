// How tasks and the operator's money stand at this moment, for metrics.

import type { Kysely } from 'kysely';
import type { BudgetRules } from '../../billing/budgets.ts';
import { MICROS_PER_USD } from '../../billing/money.ts';
import { HOST_SCOPE } from '../../billing/scopes.ts';
import { sumsSince } from '../../billing/sums.store.ts';
import type { WallMs } from '../../clock.ts';
import type { MetricsSnapshot } from '../../ops/metrics.ts';
import type { TaskState } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { OPEN_STATES } from './task-states.ts';
import { countTasks } from './tasks.store.ts';

/** States that an index counts quickly, however many tasks there have been. */
const COUNTED_STATES = [...OPEN_STATES, 'unconfirmed'] as const satisfies TaskState[];

/** @param now milliseconds since 1970 */
export async function readMetricsSnapshot(
  db: Kysely<Database>,
  rules: BudgetRules,
  now: WallMs,
): Promise<Omit<MetricsSnapshot, 'journalBytes'>> {
  const tasks: Record<string, number> = {};
  for (const state of COUNTED_STATES) tasks[state] = await countTasks(db, [state]);
  const { start } = rules.calendarOf().span(rules.host.window, now);
  const { spentMicros, reservedMicros } = await sumsSince(db, HOST_SCOPE, start);
  const inAll = await sumsSince(db, HOST_SCOPE, 0);
  return {
    tasks,
    budget: {
      limit: rules.host.limitMicros / MICROS_PER_USD,
      spent: spentMicros / MICROS_PER_USD,
      reserved: reservedMicros / MICROS_PER_USD,
    },
    reservedUsd: inAll.reservedMicros / MICROS_PER_USD,
  };
}
