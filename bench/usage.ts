// Reports and a budget check over a ledger of one million lines, against scanning that ledger.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { parseBudgetRule } from '../src/billing/budget-rule.ts';
import { setRule } from '../src/billing/budget-rules.store.ts';
import { budgetStates, checkBudgets } from '../src/billing/budgets.ts';
import { createCalendars } from '../src/billing/calendar.ts';
import { sumUsage } from '../src/billing/usage-days.store.ts';
import { spanOf } from '../src/billing/usage-period.ts';
import { usageReport } from '../src/billing/usage-report.ts';
import { openDatabase } from '../src/store/open-database.ts';
import type { Database } from '../src/store/schema.ts';
import type { Measurement } from './run.ts';

const TASKS = 500_000;
const MEMBERS = 200;
const GUILDS = 5;
const ROUNDS = 60;
const NOW = Date.parse('2026-11-23T12:00:00Z');
const YEAR_MS = 365 * 24 * 3600 * 1000;
const [REPORT_GOAL_MS, CHECK_GOAL_MS] = [20, 2];

export async function measureUsage(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-bench-'));
  const db = await openDatabase(`file:${join(folder, 'kontext.db')}`);
  try {
    await fill(db);
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
      await sumUsage(db, filter, ['account_id']);
      await usageReport(db, filter, 'account_id');
    };
    const report = { floor, goal: REPORT_GOAL_MS, unit: 'ms' };
    return [
      { what: '/usage server, 30 days', value: await p95(ROUNDS, () => server(month)), ...report },
      { what: '/usage server, all time', value: await p95(ROUNDS, () => server(ever)), ...report },
      { what: '/usage top, 30 days', value: await p95(ROUNDS, () => top(month)), ...report },
      { what: '/usage top, all time', value: await p95(ROUNDS, () => top(ever)), ...report },
      {
        what: 'a budget check',
        value: await p95(ROUNDS * 5, () => checkBudgets(db, spender, { costMicros: 80_000, pictures: 1 })),
        floor,
        goal: CHECK_GOAL_MS,
        unit: 'ms',
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
  times.sort((a, b) => a - b);
  return times[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN;
}

/** A year of five servers of two hundred members each: half a million pictures, a million lines, and all sums that follow from them. */
async function fill(db: Kysely<Database>): Promise<void> {
  const run = (statement: string) => sql.raw(statement).execute(db);
  const numbers = (most: number) =>
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${most - 1})`;
  const at = `(${NOW - YEAR_MS} + cast(i as integer) * ${Math.floor(YEAR_MS / TASKS)})`;
  await run(
    `insert into accounts (discord_user_id, created_at) ${numbers(MEMBERS * GUILDS)} select 'u' || i, 1 from n`,
  );
  await run(`insert into requests (id, key, account_id, guild_id, channel_id, kind, prompt, options, locale, created_at, is_private, application_id, interaction_token,
    token_expires_at, upload_limit_bytes) ${numbers(TASKS)} select 'r' || i, 'r' || i, 1 + i % ${MEMBERS * GUILDS}, 'g' || (i % ${GUILDS}), 'c',
    case i % 3 when 0 then 'edit' else 'imagine' end, 'a prompt', '{}', 'en', ${at}, 0, 'a', 't', 1, 1 from n`);
  await run(`insert into tasks (id, request_id, key, state, model, params, seed, estimate_micros, admitted_at, finished_at, picture_id, cost_micros)
    ${numbers(TASKS)} select 't' || i, 'r' || i, 't' || i, 'delivered', case i % 7 when 0 then 'flux_kontext_pro' else 'flux_kontext_max' end, '{}', 1, 80000,
    ${at}, ${at} + 9000, 'p', 80000 from n`);
  for (const [kind, reserved, spent] of [
    ['reserve', 80_000, 0],
    ['settle', -80_000, 80_000],
  ] as const) {
    await run(`insert into ledger (kind, task_id, account_id, guild_id, reserved_delta, spent_delta, pictures_delta, window_at, estimated, reason, created_at)
      ${numbers(TASKS)} select '${kind}', 't' || i, 1 + i % ${MEMBERS * GUILDS}, 'g' || (i % ${GUILDS}), ${reserved}, ${spent}, ${spent > 0 ? 1 : 0}, ${at}, 0, 'x', ${at} from n`);
  }
  const bucket = 'window_at / 900000 * 900000';
  const sums = `${bucket}, sum(reserved_delta), sum(spent_delta), sum(pictures_delta) from ledger`;
  for (const scope of [
    `'host'`,
    `'server:' || guild_id`,
    `'member:' || account_id`,
    `'member:' || account_id || '@' || guild_id`,
    `'allowance:' || account_id || '@' || guild_id`,
  ])
    await run(
      `insert into rollups (scope, bucket_at, reserved_micros, spent_micros, pictures) select ${scope}, ${sums} group by 1, 2`,
    );
  await run(`insert into usage_days (guild_id, day, account_id, model, kind, pictures, failures, spent_micros)
    select r.guild_id, date(t.admitted_at / 1000, 'unixepoch'), r.account_id, t.model, r.kind, count(*), 0, sum(t.cost_micros)
    from tasks t join requests r on r.id = t.request_id group by 1, 2, 3, 4, 5`);
  await run('analyze');
}
