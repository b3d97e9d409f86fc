// Many admissions at once: limits hold to the image, on SQLite and, without leaning on its single
// writer, on PostgreSQL with forty connections.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { setRule } from '../../src/billing/budget-rules.store.ts';
import { insertGrant } from '../../src/billing/grants.store.ts';
import { grantScope, HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { type Admission, admit } from '../../src/tasks/lifecycle/admit.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { plannedRequest } from '../support/planned-request.ts';
import { createTaskContext, PRICE_MICROS } from '../support/task-context.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');

describe.each(databases)('on %s', (_name, open) => {
  let database: TestDatabase;
  let context: TaskContext;

  beforeAll(async () => {
    database = await open();
    context = createTaskContext(database.db, { now: () => NOW });
  }, 60_000);
  afterAll(() => database?.[Symbol.asyncDispose]());

  const ask = (userId: string, guildId: string, key: string = randomUUID()): Promise<Admission> =>
    admit(context, plannedRequest({ key, userId, guildId }));
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
    expect((await sumsSince(database.db, 'server:shared', 0)).reservedMicros).toBe(100 * PRICE_MICROS);
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
    expect((await sumsSince(database.db, HOST_SCOPE, 0)).reservedMicros).toBe(before + PRICE_MICROS);
  }, 60_000);
});
