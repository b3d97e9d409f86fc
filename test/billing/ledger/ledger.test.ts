// The ledger never changes its past, its sums are its lines', and no budget is exceeded by
// admissions.
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBudgetRule } from '../../../src/billing/budget-rule.ts';
import { type BudgetRules, checkBudgets } from '../../../src/billing/budgets.ts';
import { createCalendars } from '../../../src/billing/calendar.ts';
import { adjustServerScopes, release, reserve, settle } from '../../../src/billing/ledger/ledger.store.ts';
import { repairLedger } from '../../../src/billing/ledger/repair-ledger.store.ts';
import { verifyLedger } from '../../../src/billing/ledger/verify-ledger.store.ts';
import { allowanceScope, HOST_SCOPE } from '../../../src/billing/scopes.ts';
import { sumsSince } from '../../../src/billing/sums.store.ts';
import { memberUsage } from '../../../src/billing/usage/usage.ts';
import type { Database } from '../../../src/store/schema.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { addTask, endTask } from '../../support/rows.ts';

const AT = Date.parse('2026-11-23T12:00:00Z');
const rules: BudgetRules = {
  member: parseBudgetRule('2.00/day'),
  host: parseBudgetRule('5.00/day'),
  calendarOf: createCalendars('UTC'),
};

let db: Kysely<Database>;

beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

async function admit(
  task: string,
  micros: number,
  { member = '1', guild = 'g' as string | null, at = AT } = {},
): Promise<boolean> {
  const accountId = await addTask(db, { id: task, member, guild, at, micros });
  return db.transaction().execute(async (trx) => {
    const verdict = await checkBudgets(
      trx,
      { accountId, guildId: guild, roleIds: [], at, rules },
      { costMicros: micros, images: 1 },
    );
    if (!verdict.allowed) return false;
    await reserve(trx, { taskId: task, accountId, guildId: guild, amountMicros: micros, at, reason: 'test' });
    return true;
  });
}

const end = (task: string, costMicros: number | null, at = AT) =>
  db.transaction().execute(async (trx) => {
    if (costMicros === null) await release(trx, { taskId: task, at, reason: 'test' });
    else
      await settle(trx, {
        taskId: task,
        costMicros,
        estimated: false,
        costText: null,
        images: 1,
        at,
        reason: 'test',
      });
    await endTask(trx, task, costMicros === null ? 'dropped' : 'delivered', costMicros);
  });

describe('the ledger', () => {
  it('refuses every change of its past', async () => {
    await admit('a', 80_000);
    const refused = 'the ledger is append-only';
    await expect(sql`update ledger set spent_delta = 1`.execute(db)).rejects.toThrow(refused);
    await expect(sql`delete from ledger`.execute(db)).rejects.toThrow(refused);
    await expect(sql`insert or replace into ledger select * from ledger`.execute(db)).rejects.toThrow(refused);
    await expect(sql`replace into ledger select * from ledger`.execute(db)).rejects.toThrow(refused);
  });

  it('holds one reservation and one end a task', async () => {
    await admit('a', 80_000);
    await end('a', 80_000);
    await expect(end('a', 80_000)).rejects.toThrow('UNIQUE');
    await expect(end('a', null)).rejects.toThrow('UNIQUE');
    const { spentMicros, reservedMicros, images } = await sumsSince(db, HOST_SCOPE, 0);
    expect({ spentMicros, reservedMicros, images }).toEqual({ spentMicros: 80_000, reservedMicros: 0, images: 1 });
  });

  it('counts a cost in the window of its admission, in full, also above the estimate', async () => {
    await admit('a', 80_000, { at: Date.parse('2026-11-23T23:59:00Z') });
    await end('a', 95_000, Date.parse('2026-11-24T00:01:00Z'));
    expect((await sumsSince(db, HOST_SCOPE, Date.parse('2026-11-24T00:00:00Z'))).spentMicros).toBe(0);
    expect((await sumsSince(db, HOST_SCOPE, Date.parse('2026-11-23T00:00:00Z'))).spentMicros).toBe(95_000);
  });

  it('that was tampered with is found out, row by row', async () => {
    await admit('a', 80_000);
    await sql`update rollups set spent_micros = 5 where scope = 'host'`.execute(db);
    expect(await verifyLedger(db)).toMatchObject([
      { problem: 'a sum that is not the sum of its lines', row: { scope: 'host', spent_micros: 5 } },
    ]);
    await sql`update rollups set spent_micros = 0 where scope = 'host'`.execute(db);
    await endTask(db, 'a', 'delivered', 80_000);
    expect(await verifyLedger(db)).toMatchObject([
      { problem: 'a task whose end does not match its state', row: { id: 'a' } },
      { problem: 'usage by day that is not what was settled', row: { counted: 80_000 } },
    ]);
  });
});

describe('a budget', () => {
  it('counts what is reserved, and gives back what is released', async () => {
    expect(await admit('a', 1_960_000)).toBe(true);
    expect(await admit('b', 80_000)).toBe(false);
    await db.deleteFrom('tasks').where('id', '=', 'b').execute();
    await end('a', null);
    expect(await admit('c', 80_000)).toBe(true);
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('may be used up to the last micro-dollar', async () => {
    expect(await admit('a', 2_000_000)).toBe(true);
    expect(await admit('b', 1)).toBe(false);
  });

  it('of a member is their own in each server, and in direct messages', async () => {
    expect(await admit('a', 2_000_000)).toBe(true);
    expect(await admit('b', 2_000_000, { guild: 'h' })).toBe(true);
    expect(await admit('c', 1_000_000, { guild: null })).toBe(true);
    // The operator's five dollars are used up now, whoever asks.
    expect(await admit('d', 1, { member: '2' })).toBe(false);
  });

  it('begins anew with the next window', async () => {
    expect(await admit('a', 2_000_000)).toBe(true);
    expect(await admit('b', 2_000_000, { at: Date.parse('2026-11-24T00:00:00Z') })).toBe(true);
  });

  it('is not overspent by hundreds of admissions at once', async () => {
    const admitted = await Promise.all(Array.from({ length: 300 }, (_, index) => admit(`task-${index}`, 80_000)));
    expect(admitted.filter(Boolean)).toHaveLength(25);
    expect((await sumsSince(db, HOST_SCOPE, 0)).reservedMicros).toBe(2_000_000);
  });

  it('shows a member what they used and what is left, and a tighter limit where there is one', async () => {
    await admit('a', 500_000);
    await end('a', 400_000);
    await admit('b', 100_000);
    await admit('c', 2_000_000, { member: '2' });
    await admit('d', 2_000_000, { member: '3' });
    const { id } = await db
      .selectFrom('accounts')
      .select('id')
      .where('discord_user_id', '=', '1')
      .executeTakeFirstOrThrow();
    const usage = await memberUsage(db, { accountId: id, guildId: 'g', roleIds: [], at: AT, rules });
    expect(usage.sums.day).toEqual({
      images: 1,
      chargedFailures: 0,
      failedMicros: 0,
      reservedImages: 1,
      spentMicros: 400_000,
      reservedMicros: 100_000,
    });
    expect(usage.allowance.leftMicros).toBe(1_500_000);
    expect(usage.tighter).toMatchObject([{ rule: 'host', leftMicros: 500_000 }]);
  });
});

describe('over any sequence of events', () => {
  it('no budget is exceeded by admissions, and every sum is right', async () => {
    const step = fc.record({
      member: fc.constantFrom('1', '2', '3'),
      guild: fc.constantFrom('g', 'h', null),
      micros: fc.integer({ min: 1, max: 900_000 }),
      laterMs: fc.integer({ min: 0, max: 6 * 3600 * 1000 }),
      end: fc.constantFrom<'settle' | 'release' | 'leave'>('settle', 'release', 'leave'),
      overrun: fc.integer({ min: -100_000, max: 100_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        await db.destroy();
        db = await openEmptyDatabase();
        let at = AT;
        let spent = 0;
        for (const [index, { member, guild, micros, laterMs, end: how, overrun }] of steps.entries()) {
          at += laterMs;
          const id = `task-${index}`;
          const { start } = rules.calendarOf().span('day', at);
          const admitted = await admit(id, micros, { member, guild, at });
          if (!admitted) {
            await db.deleteFrom('tasks').where('id', '=', id).execute();
            continue;
          }
          const account = await db
            .selectFrom('accounts')
            .select('id')
            .where('discord_user_id', '=', member)
            .executeTakeFirstOrThrow();
          for (const [scope, limit] of [
            [HOST_SCOPE, 5_000_000],
            [allowanceScope(account.id, guild), 2_000_000],
          ] as const) {
            const sums = await sumsSince(db, scope, start);
            expect(sums.spentMicros + sums.reservedMicros).toBeLessThanOrEqual(limit);
          }
          const cost = Math.max(0, micros + overrun);
          if (how === 'settle') await end(id, cost, at);
          if (how === 'release') await end(id, null, at);
          if (how === 'settle') spent += cost;
        }
        expect((await sumsSince(db, HOST_SCOPE, 0)).spentMicros).toBe(spent);
        expect(await verifyLedger(db)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a reservation that was given back twice', () => {
  const giveBack = () =>
    db.transaction().execute(async (trx) => {
      await adjustServerScopes(trx, { taskId: 'a', give: 'back', at: AT, reason: 'released', actorAccountId: null });
    });

  beforeEach(async () => {
    await admit('a', 80_000);
    await admit('b', 80_000);
    await db.updateTable('tasks').set({ state: 'unconfirmed', released_here_at: AT }).where('id', '=', 'a').execute();
    await giveBack();
    await giveBack();
  });

  it('beside one that was given back too little is repaired whatever their order', async () => {
    for (const [never, twice] of [
      ['x', 'y'],
      ['z', 'w'],
    ] as const) {
      for (const id of [never, twice]) await admit(id, 80_000);
      await db.transaction().execute(async (trx) => {
        await release(trx, { taskId: never, at: AT, reason: 'test', reach: 'host' });
        const entry = { taskId: twice, give: 'back', at: AT, reason: 'released', actorAccountId: null } as const;
        await adjustServerScopes(trx, entry);
        await release(trx, { taskId: twice, at: AT, reason: 'test' });
      });
      await db.updateTable('tasks').set({ state: 'dropped' }).where('id', 'in', [never, twice]).execute();
    }
    await repairLedger(db, AT);
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('is found, and repaired by entries that are added, once', async () => {
    expect(await verifyLedger(db)).toMatchObject([{ row: { task_id: 'a', here_reserved: -80_000, here_expected: 0 } }]);
    expect(await repairLedger(db, AT)).toMatchObject([{ task_id: 'a' }]);
    expect(await verifyLedger(db)).toEqual([]);
    expect((await sumsSince(db, 'server:g', 0)).reservedMicros).toBe(80_000);
    expect(await repairLedger(db, AT)).toEqual([]);
  });
});

describe('a task that was expected to cost nothing', () => {
  const giveBack = () =>
    db
      .transaction()
      .execute((trx) =>
        adjustServerScopes(trx, { taskId: 'free', give: 'back', at: AT, reason: 'released', actorAccountId: null }),
      );
  const drawing = async () => (await sumsSince(db, 'server:g', 0)).reservedImages;

  beforeEach(async () => {
    await admit('free', 0);
    await db
      .updateTable('tasks')
      .set({ state: 'unconfirmed', released_here_at: AT })
      .where('id', '=', 'free')
      .execute();
    await giveBack();
  });

  it('gives its image back to a limit on their number', async () => {
    expect(await drawing()).toBe(0);
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('that was given back twice is found and repaired too', async () => {
    await admit('other', 0);
    await giveBack();
    expect(await verifyLedger(db)).toMatchObject([{ row: { task_id: 'free', here_images: -1 } }]);
    expect(await repairLedger(db, AT)).toMatchObject([{ task_id: 'free' }]);
    expect(await verifyLedger(db)).toEqual([]);
    expect(await drawing()).toBe(1);
  });
});
