// Many admissions at once: limits hold to the picture, on SQLite and, without leaning on its single writer, on PostgreSQL with forty connections.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { setRule } from '../../src/billing/budget-rules.store.ts';
import { createCalendars } from '../../src/billing/calendar.ts';
import { createCostEstimator } from '../../src/billing/cost-estimator.ts';
import { insertGrant } from '../../src/billing/grants.store.ts';
import { grantScope, HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { createPriceTable } from '../../src/images/price-table.ts';
import { createLog } from '../../src/ops/log.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { type Admission, admit } from '../../src/tasks/admit.ts';
import type { TaskContext } from '../../src/tasks/context.ts';
import { createDurationEstimator } from '../../src/tasks/duration-estimator.ts';
import { createProviderLimiter } from '../../src/tasks/provider-limiter.ts';
import { hasPostgres, startPostgres } from '../support/postgres.ts';

const CONNECTIONS = 40;
const NOW = Date.parse('2026-11-23T12:00:00Z');
const COST = 80_000;

if (!hasPostgres) console.warn('No PostgreSQL in /usr/lib/postgresql: its tests skip themselves.');

/** What is tried here, and how it goes away. */
type Tried = { db: Kysely<Database> } & AsyncDisposable;

async function openSqlite(): Promise<Tried> {
  const db = await openDatabase(':memory:');
  return { db, [Symbol.asyncDispose]: () => db.destroy() };
}

const databases: [name: string, isThere: boolean, open: () => Promise<Tried>][] = [
  ['SQLite', true, openSqlite],
  ['PostgreSQL', hasPostgres, () => startPostgres(CONNECTIONS)],
];

describe.each(databases.filter(([, isThere]) => isThere))('on %s', (_name, _isThere, open) => {
  let database: Tried;
  let context: TaskContext;

  beforeAll(async () => {
    database = await open();
    const unused = () => Promise.reject(new Error('not in this test'));
    const prices = createPriceTable([{ model: 'flux_kontext_max', priceMicros: COST }]);
    context = {
      db: database.db,
      log: createLog('silent'),
      images: { createTask: unused, getTask: unused, close: async () => undefined },
      pictures: { save: unused, find: unused, read: unused, chainEndsAt: () => 0, removeExpired: unused },
      downloadResult: unused,
      fetchInput: unused,
      inputTransport: 'base64',
      display: { showProgress: vi.fn(), deliver: vi.fn() },
      durations: createDurationEstimator(),
      limiter: createProviderLimiter(20),
      alarm: { raise: vi.fn(), clear: vi.fn() },
      prices,
      costs: createCostEstimator(prices),
      budgetRules: {
        member: parseBudgetRule('100/day'),
        host: parseBudgetRule('1000/day'),
        calendarOf: createCalendars('UTC'),
      },
      limits: { maxConcurrentPerMember: 10_000, queueTimeoutMs: 1_000, taskTimeoutMs: 1_000, submitPatienceMs: 20 },
      wake: vi.fn(),
      now: () => NOW,
    };
  }, 60_000);
  afterAll(() => database?.[Symbol.asyncDispose]());

  const ask = (userId: string, guildId: string, key: string = randomUUID()): Promise<Admission> =>
    admit(context, {
      key,
      userId,
      guildId,
      roleIds: [],
      channelId: 'c',
      kind: 'imagine',
      prompt: 'x',
      options: {},
      locale: 'en',
      isPrivate: false,
      applicationId: 'a',
      answeredBy: { interactionToken: 't', tokenExpiresAt: 1 },
      uploadLimitBytes: 1,
      inputs: [],
      tasks: [{ model: 'flux_kontext_max', params: {}, seed: 1, estimateMicros: COST }],
    });
  const admitted = (all: Admission[]) => all.filter(({ outcome }) => outcome === 'admitted').length;

  it('five hundred requests of fifty members who share a server’s budget for a hundred: a hundred are admitted', async () => {
    await setRule(
      database.db,
      { guildId: 'shared', subject: 'server', subjectId: '' },
      parseBudgetRule('8.00/day'),
      NOW,
    );
    const all = await Promise.all(Array.from({ length: 500 }, (_, index) => ask(String(index % 50), 'shared')));
    expect(admitted(all)).toBe(100);
    expect((await sumsSince(database.db, 'server:shared', 0)).reservedMicros).toBe(100 * COST);
  }, 60_000);

  it('a member’s allowance and grant, asked for two hundred times at once, give what they hold', async () => {
    const account_id = await accountOf(database.db, 'one', NOW);
    await setRule(database.db, { guildId: 'g', subject: 'default', subjectId: '' }, parseBudgetRule('0.80/day'), NOW);
    const grant = { guild_id: 'g', account_id, amount_micros: 400_000, reason: 'x', actor_account_id: account_id };
    const id = await insertGrant(database.db, { ...grant, created_at: NOW, expires_at: null });
    expect(admitted(await Promise.all(Array.from({ length: 200 }, () => ask('one', 'g'))))).toBe(15);
    expect((await sumsSince(database.db, grantScope(id), 0)).reservedMicros).toBe(400_000);
  }, 60_000);

  it('the same event, arriving forty times at once, is one request', async () => {
    const before = (await sumsSince(database.db, HOST_SCOPE, 0)).reservedMicros;
    const all = await Promise.all(Array.from({ length: 40 }, () => ask('two', 'h', 'the-same')));
    expect(admitted(all)).toBe(1);
    expect(all.filter(({ outcome }) => outcome === 'repeated')).toHaveLength(39);
    expect((await sumsSince(database.db, HOST_SCOPE, 0)).reservedMicros).toBe(before + COST);
  }, 60_000);
});
