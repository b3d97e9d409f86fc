// Reports and a budget check over a ledger of one million lines, against scanning that ledger.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { parseBudgetRule } from '../src/billing/budget-rule.ts';
import { setRule } from '../src/billing/budget-rules.store.ts';
import { budgetStates, checkBudgets } from '../src/billing/budgets.ts';
import { createCalendars } from '../src/billing/calendar.ts';
import { sumUsage } from '../src/billing/usage/usage-days.store.ts';
import { spanOf } from '../src/billing/usage/usage-period.ts';
import { usageReport } from '../src/billing/usage/usage-report.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { type Measurement, quantile } from './measurement.ts';
import { fillDatabase } from './world/fill-database.ts';

const TASKS = 500_000;
const ROUNDS = 60;
const NOW = Date.parse('2026-11-23T12:00:00Z');
const [REPORT_GOAL_MS, CHECK_GOAL_MS] = [20, 2];

export async function measureUsage(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-bench-'));
  const db = await openDatabase(`file:${join(folder, 'kontext.db')}`);
  try {
    await fillDatabase(db, TASKS, NOW);
    const rules = {
      member: parseBudgetRule('2/day'),
      host: parseBudgetRule('100000/month'),
      calendarOf: createCalendars('Europe/Berlin'),
    };
    await setRule(db, { guildId: 'g0', subject: 'server', subjectId: '' }, parseBudgetRule('5000/month'), NOW);
    const spender = { accountId: 1, guildId: 'g0', roleIds: [], at: NOW, rules };
    const month = { guildId: 'g0', ...spanOf('30d', NOW, rules.calendarOf()) };
    const ever = { guildId: 'g0', ...spanOf('all', NOW, rules.calendarOf()) };
    const floor = await p95(3, () => sql`select sum(spent_delta), guild_id from ledger group by guild_id`.execute(db));
    const server = async (filter: typeof month) => {
      await usageReport(db, filter, 'kind');
      await budgetStates(db, spender);
    };
    const top = async (filter: typeof month) => {
      const members = await sumUsage(db, filter, ['account_id']);
      await usageReport(
        db,
        filter,
        members.map(({ account_id }) => account_id),
      );
    };
    const against = { floor, floorIs: 'full scan', unit: 'ms' };
    const report = { ...against, goal: { most: REPORT_GOAL_MS } };
    return [
      { what: 'p95, /usage server, 30 days', value: await p95(ROUNDS, () => server(month)), ...report },
      { what: 'p95, /usage server, all time', value: await p95(ROUNDS, () => server(ever)), ...report },
      { what: 'p95, /usage top, 30 days', value: await p95(ROUNDS, () => top(month)), ...report },
      { what: 'p95, /usage top, all time', value: await p95(ROUNDS, () => top(ever)), ...report },
      {
        what: 'p95, a budget check',
        value: await p95(ROUNDS * 5, () => checkBudgets(db, spender, { costMicros: 80_000, images: 1 })),
        ...against,
        goal: { most: CHECK_GOAL_MS },
      },
    ];
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function p95(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return quantile(times, 0.95);
}
