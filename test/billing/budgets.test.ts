// Rules that servers set, grants beside them, and windows in their time zones: which limit counts,
// and that none is ever exceeded.
import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { type BudgetSubject, clearRule, setRule } from '../../src/billing/budget-rules.store.ts';
import { type BudgetRules, budgetStates, checkBudgets } from '../../src/billing/budgets.ts';
import { createCalendars } from '../../src/billing/calendar.ts';
import { effectiveLimit } from '../../src/billing/effective-limit.ts';
import { activeGrants, activeGrantsOfServer, insertGrant, revokeGrant } from '../../src/billing/grants.store.ts';
import { adjustServerScopes, release, reserve, settle } from '../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import { grantScope } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { memberUsage } from '../../src/billing/usage/usage.ts';
import { changeSetting } from '../../src/servers/settings.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask, endTask } from '../support/rows.ts';

const AT = Date.parse('2026-11-23T12:00:00Z');
const HOUR_MS = 3600 * 1000;
const rules: BudgetRules = {
  member: parseBudgetRule('1.00/day'),
  host: parseBudgetRule('100.00/day'),
  calendarOf: createCalendars('UTC'),
};

let db: Kysely<Database>;
let count = 0;

beforeEach(async () => {
  db = await openEmptyDatabase();
  count = 0;
});
afterEach(() => db.destroy());

interface Who {
  member?: string;
  roleIds?: string[];
  at?: number;
}

/** @returns the task's id where it was admitted, else the rule that stood against it */
async function admit(micros: number, { member = '1', roleIds = [], at = AT }: Who = {}) {
  count += 1;
  const id = `task-${count}`;
  const accountId = await addTask(db, { id, member, guild: 'g', at, micros });
  const spender = { accountId, guildId: 'g', roleIds, at, rules };
  const verdict = await db.transaction().execute(async (trx) => {
    const found = await checkBudgets(trx, spender, { costMicros: micros, images: 1 });
    const { coverage } = 'coverage' in found ? found : { coverage: undefined };
    if (found.allowed)
      await reserve(trx, { taskId: id, accountId, guildId: 'g', amountMicros: micros, coverage, at, reason: 'test' });
    return found;
  });
  if (!verdict.allowed) await db.deleteFrom('tasks').where('id', '=', id).execute();
  return verdict.allowed ? { id } : { denied: verdict.denial };
}

const end = (task: string, costMicros: number | null, at = AT) =>
  db.transaction().execute(async (trx) => {
    const about = { taskId: task, at, reason: 'test' };
    if (costMicros === null) await release(trx, about);
    else await settle(trx, { ...about, costMicros, estimated: false, costText: null, images: 1 });
    await endTask(trx, task, costMicros === null ? 'dropped' : 'delivered', costMicros);
  });

/** To member and server, while the operator's total holds it on; or takes it again. */
const giveBack = (taskId: string, at: number, give: 'back' | 'again' = 'back') =>
  db.transaction().execute(async (trx) => {
    await adjustServerScopes(trx, { taskId, give, at, reason: 'test', actorAccountId: null });
    const released_here_at = give === 'back' ? at : null;
    await trx.updateTable('tasks').set({ released_here_at }).where('id', '=', taskId).execute();
  });

/**
 * What was given back already turns out to have been charged: it counts for the operator alone.
 * @returns the cost
 */
async function decidedByHost(taskId: string, costMicros: number, at: number): Promise<number> {
  const cost = { costMicros, estimated: false, costText: null, images: 0 };
  await db.transaction().execute(async (trx) => {
    await settle(trx, { taskId, ...cost, at, reason: 'test', reach: 'host' });
    await trx.updateTable('tasks').set({ state: 'failed', cost_micros: costMicros }).where('id', '=', taskId).execute();
  });
  return costMicros;
}

const accountOf = async (member = '1') =>
  (await db.selectFrom('accounts').select('id').where('discord_user_id', '=', member).executeTakeFirstOrThrow()).id;

const rule = (subject: BudgetSubject, subjectId: string, text: string, limitImages?: number) =>
  setRule(
    db,
    { guildId: 'g', subject, subjectId },
    { ...parseBudgetRule(text), ...(limitImages === undefined ? {} : { limitImages }) },
    AT,
  );

async function grant(amount_micros: number, expires_at: number | null = null, member = '1') {
  const account_id = await accountOf(member);
  return insertGrant(db, {
    guild_id: 'g',
    account_id,
    amount_micros,
    reason: 'test',
    actor_account_id: account_id,
    created_at: AT,
    expires_at,
  });
}

const revoke = (id: number, { guildId = 'g', at = AT } = {}) =>
  db.transaction().execute((trx) => revokeGrant(trx, guildId, id, at));
const allowance = async (who: Who = {}) => {
  const { member = '1', roleIds = [], at = AT } = who;
  const [state] = await budgetStates(db, { accountId: await accountOf(member), guildId: 'g', roleIds, at, rules });
  return state;
};

describe('an allowance', () => {
  it('is the member’s own rule, else the most generous role’s, else the server’s default, else the host’s', async () => {
    await admit(1);
    expect(await allowance()).toMatchObject({ source: 'host', limitMicros: 1_000_000 });
    await rule('default', '', '2/day');
    expect(await allowance()).toMatchObject({ source: 'default', limitMicros: 2_000_000 });
    await rule('role', 'artist', '3/day');
    await rule('role', 'patron', '4/week');
    expect(await allowance({ roleIds: ['artist'] })).toMatchObject({ source: 'role', limitMicros: 3_000_000 });
    expect(await allowance({ roleIds: ['artist', 'patron'] })).toMatchObject({
      limitMicros: 4_000_000,
      window: 'week',
    });
    expect(await allowance({ roleIds: ['stranger'] })).toMatchObject({ source: 'default' });
    await rule('member', String(await accountOf()), '0.50/day');
    expect(await allowance({ roleIds: ['patron'] })).toMatchObject({ source: 'member', limitMicros: 500_000 });
    await clearRule(db, { guildId: 'g', subject: 'member', subjectId: String(await accountOf()) });
    expect(await allowance({ roleIds: ['patron'] })).toMatchObject({ source: 'role' });
  });

  it('of several roles is the one that leaves most now, not the one that promises most', async () => {
    await rule('role', 'weekly', '3/week');
    await rule('role', 'daily', '2/day');
    const roleIds = ['weekly', 'daily'];
    await admit(2_500_000, { roleIds: ['weekly'], at: AT - 24 * HOUR_MS * 0 });
    expect(await allowance({ roleIds })).toMatchObject({ window: 'week', leftMicros: 500_000 });
    expect(await allowance({ roleIds, at: AT + 24 * HOUR_MS })).toMatchObject({ window: 'day', leftMicros: 2_000_000 });
  });

  it('of several roles is one that leaves enough images for what is asked for', async () => {
    await rule('role', 'one', '5/day', 1);
    await rule('role', 'cheap', '0.40/week');
    await admit(1, { member: '1' });
    const spender = {
      accountId: await accountOf(),
      guildId: 'g',
      roleIds: ['one', 'cheap'],
      at: AT + 24 * HOUR_MS,
      rules,
    };
    const check = (images: number) => checkBudgets(db, spender, { costMicros: images * 80_000, images });
    expect(await check(1)).toMatchObject({ states: [{ roleId: 'one' }, {}] });
    expect(await check(2)).toMatchObject({ allowed: true, states: [{ roleId: 'cheap' }, {}] });
    expect(await check(6)).toMatchObject({ denial: { roleId: 'cheap' } });
  });

  it('limits images too, those that are being drawn among them', async () => {
    await rule('default', '', '50/day', 2);
    const first = await admit(1);
    await admit(1);
    expect(await admit(1)).toMatchObject({ denied: { rule: 'member', limitImages: 2, images: 2 } });
    await end(first.id ?? '', null);
    expect(await admit(1)).toHaveProperty('id');
  });

  it('of nothing denies everything', async () => {
    await rule('default', '', '0/day');
    expect(await admit(1)).toMatchObject({ denied: { limitMicros: 0 } });
  });
});

describe('the limit that applies', () => {
  const limit = async (subject: BudgetSubject, subjectId = '', roleIds: string[] = [], over = rules) =>
    effectiveLimit(
      db,
      { guildId: 'g', subject, subjectId },
      { accountId: await accountOf(), roleIds, at: AT, rules: over },
    );

  it('is said with who set it, whoever that is', async () => {
    await admit(400_000);
    const own = String(await accountOf());
    const midnight = Date.parse('2026-11-24T00:00:00Z');
    const byBot = { source: 'host', limitMicros: 1_000_000, window: 'day', resetsAt: midnight };
    expect(await limit('server')).toBeUndefined();
    expect(await limit('default')).toMatchObject(byBot);
    expect(await limit('role', 'a')).toMatchObject(byBot);
    expect(await limit('member', own)).toMatchObject({ ...byBot, state: { leftMicros: 600_000 } });
    await rule('default', '', '2/month', 7);
    const ofServer = { source: 'default', limitMicros: 2_000_000, limitImages: 7, window: 'month' };
    expect(await limit('default')).toMatchObject(ofServer);
    expect(await limit('role', 'a')).toMatchObject(ofServer);
    await rule('role', 'a', '3/total');
    expect(await limit('role', 'a')).toMatchObject({ source: 'role', roleId: 'a', resetsAt: undefined });
    expect(await limit('member', own)).toMatchObject({ ...ofServer, state: { images: 1 } });
    expect(await limit('member', own, ['a'])).toMatchObject({ source: 'role', roleId: 'a', limitMicros: 3_000_000 });
    await rule('member', own, '0.50/day');
    expect(await limit('member', own, ['a'])).toMatchObject({ source: 'member', limitMicros: 500_000 });
  });

  it('of a server is its own, else what the operator allows each server', async () => {
    await admit(400_000);
    const over = { ...rules, hostServer: parseBudgetRule('5/week') };
    expect(await limit('server', '', [], over)).toMatchObject({
      source: 'host-server',
      state: { leftMicros: 4_600_000 },
    });
    await rule('server', '', '2/day', 3);
    expect(await limit('server', '', [], over)).toMatchObject({
      source: 'server',
      limitImages: 3,
      state: { leftMicros: 1_600_000, images: 1 },
    });
  });

  it('is told with the operator’s rules that leave less than it does', async () => {
    await admit(400_000);
    const over = { ...rules, hostServer: parseBudgetRule('5/week'), hostMember: parseBudgetRule('4/total') };
    const told = async (subject: BudgetSubject, subjectId = '', within = over) => {
      const found = await limit(subject, subjectId, [], within);
      return [found?.source, ...(found?.tighter.map((state) => state.rule) ?? [])];
    };
    expect(await told('server')).toEqual(['host-server']);
    await rule('server', '', '6/day');
    expect(await told('server')).toEqual(['server', 'host-server']);
    expect(await told('server', '', { ...over, host: parseBudgetRule('2/day') })).toEqual(['server', 'host']);
    await rule('server', '', '3/day');
    expect(await told('server')).toEqual(['server']);
    const own = String(await accountOf());
    await rule('member', own, '9/day');
    expect(await told('member', own)).toEqual(['member', 'server']);
    await rule('server', '', '9/day');
    expect(await told('member', own)).toEqual(['member', 'host-member']);
  });

  it('is not the tightest where another leaves fewer images, or less money', async () => {
    await admit(400_000);
    const tighter = async () => {
      const spender = { accountId: await accountOf(), guildId: 'g', roleIds: [], at: AT, rules };
      return (await memberUsage(db, spender)).tighter.map((state) => state.rule);
    };
    expect(await tighter()).toEqual([]);
    await rule('server', '', '50/day', 2);
    expect(await tighter()).toEqual(['server']);
    await rule('server', '', '0.50/day', 2);
    expect(await tighter()).toEqual(['server']);
    await rule('default', '', '0.20/day', 1);
    expect(await tighter()).toEqual([]);
  });
});

describe('the server’s own budget', () => {
  it('stops all its members together, whatever their allowances', async () => {
    await rule('server', '', '1.50/day');
    await admit(1_000_000);
    expect(await admit(600_000, { member: '2' })).toMatchObject({
      denied: { rule: 'server', spentMicros: 0, reservedMicros: 1_000_000 },
    });
    expect(await admit(500_000, { member: '2' })).toHaveProperty('id');
  });

  it('begins anew at midnight where the server lives', async () => {
    await changeSetting(db, 'g', 'time_zone', 'Asia/Kathmandu');
    await rule('server', '', '1/day');
    const midnight = Date.parse('2026-11-23T18:15:00Z');
    await admit(1_000_000, { at: midnight - 1 });
    expect(await admit(1, { member: '2', at: midnight - 1 })).toHaveProperty('denied');
    expect(await admit(1_000_000, { member: '2', at: midnight })).toHaveProperty('id');
  });
});

describe('a grant', () => {
  it('pays of several images at once only those beyond the allowance’s number', async () => {
    await rule('default', '', '50/day', 2);
    await admit(80_000);
    const grantId = await grant(500_000);
    const spender = { accountId: await accountOf(), guildId: 'g', roleIds: [], at: AT, rules };
    const verdict = (images: number) => checkBudgets(db, spender, { costMicros: images * 80_000, images });
    expect(await verdict(1)).not.toHaveProperty('coverage');
    expect(await verdict(3)).toMatchObject({ coverage: { grantId, micros: 160_000 } });
    await admit(80_000);
    await admit(80_000);
    expect(await verdict(3)).toMatchObject({ coverage: { grantId, micros: 240_000 } });
  });

  it('pays what the allowance does not, and no more', async () => {
    const first = await admit(950_000);
    const id = await grant(200_000);
    const second = await admit(80_000);
    expect(await sumsSince(db, grantScope(id), 0)).toMatchObject({ reservedMicros: 30_000 });
    expect(await allowance()).toMatchObject({ leftMicros: 0, reservedMicros: 1_000_000 });
    await end(first.id ?? '', 950_000);
    await end(second.id ?? '', 70_000);
    expect(await sumsSince(db, grantScope(id), 0)).toMatchObject({ reservedMicros: 0, spentMicros: 20_000 });
    expect(await allowance()).toMatchObject({ spentMicros: 1_000_000 });
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('gives way to the allowance where an image costs more than was reserved', async () => {
    await end((await admit(1_000_000)).id ?? '', 1_000_000);
    const id = await grant(80_000);
    await end((await admit(80_000)).id ?? '', 95_000);
    expect(await sumsSince(db, grantScope(id), 0)).toMatchObject({ spentMicros: 80_000 });
    expect(await allowance()).toMatchObject({ spentMicros: 1_015_000, leftMicros: 0 });
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('is used where the images are used up, and given back with what is released', async () => {
    await rule('default', '', '50/day', 1);
    await admit(80_000);
    expect(await admit(80_000)).toHaveProperty('denied');
    const id = await grant(100_000);
    const { id: task = '' } = await admit(80_000);
    expect(await sumsSince(db, grantScope(id), 0)).toMatchObject({ reservedMicros: 80_000 });
    await end(task, null);
    expect(await activeGrants(db, 'g', await accountOf(), AT)).toMatchObject([{ leftMicros: 100_000 }]);
  });

  it.each([0, 1])('pays for no more images than it has micro-dollars, at %i each', async (micros) => {
    await rule('default', '', '50/day', 1);
    await admit(micros);
    await grant(1);
    const admitted = [await admit(micros), await admit(micros), await admit(micros)];
    // What costs nothing cannot be paid for, so the number of images holds.
    expect(admitted.filter(({ id }) => id !== undefined)).toHaveLength(micros);
    expect(admitted.at(-1)).toMatchObject({ denied: { rule: 'member', limitImages: 1 } });
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('pays for nothing that costs nothing where more than the allowance has been spent', async () => {
    await end((await admit(1_000_000)).id ?? '', 1_015_000);
    await grant(80_000);
    expect(await admit(0)).toMatchObject({ denied: { rule: 'member', spentMicros: 1_015_000 } });
    expect(await admit(80_000)).toHaveProperty('id');
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('that expires first goes first, and an expired one not at all', async () => {
    await admit(1_000_000);
    await grant(500_000);
    const soon = await grant(500_000, AT + HOUR_MS);
    await admit(80_000);
    expect(await sumsSince(db, grantScope(soon), 0)).toMatchObject({ reservedMicros: 80_000 });
    expect(await activeGrants(db, 'g', await accountOf(), AT + HOUR_MS)).toHaveLength(1);
  });

  it('that is revoked pays nothing more, and is settled or released for what it pays already', async () => {
    await admit(1_000_000);
    const id = await grant(500_000);
    const tasks = [await admit(100_000), await admit(100_000), await admit(100_000)];
    const [settled = '', released = '', given = ''] = tasks.map((task) => task.id);
    await end(settled, 90_000);
    expect(await revoke(id)).toMatchObject({ id, amountMicros: 500_000, leftMicros: 210_000 });
    expect(await admit(1)).toHaveProperty('denied');
    expect(await sumsSince(db, grantScope(id), 0)).toMatchObject({ reservedMicros: 200_000, spentMicros: 90_000 });
    await end(released, null);
    await giveBack(given, AT);
    await giveBack(given, AT, 'again');
    await end(given, 80_000);
    expect(await sumsSince(db, grantScope(id), 0)).toMatchObject({ reservedMicros: 0, spentMicros: 170_000 });
    // What came back stays where it is, also by a clock that was set back.
    expect(await admit(1)).toHaveProperty('denied');
    expect(await activeGrants(db, 'g', await accountOf(), AT - HOUR_MS)).toEqual([]);
    expect(await revoke(id)).toBeUndefined();
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('is revoked by its own server alone, while there is something to revoke', async () => {
    await admit(1);
    const [kept, gone] = [await grant(500_000), await grant(500_000, AT + HOUR_MS)];
    expect(await revoke(kept, { guildId: 'h' })).toBeUndefined();
    expect(await revoke(99)).toBeUndefined();
    expect(await revoke(gone, { at: AT + HOUR_MS })).toBeUndefined();
    await admit(1, { member: '2' });
    const second = await grant(300_000, null, '2');
    const found = await activeGrantsOfServer(db, 'g', AT + HOUR_MS);
    expect(found.map(({ id, accountId }) => [id, accountId])).toEqual([
      [kept, await accountOf()],
      [second, await accountOf('2')],
    ]);
  });

  it('never lifts the server’s limit, nor the host’s', async () => {
    await rule('server', '', '1/day');
    await admit(1_000_000);
    await grant(500_000);
    expect(await admit(1)).toMatchObject({ denied: { rule: 'server' } });
  });
});

describe('over any sequence of admissions, ends, grants, rule changes and moves of the clock', () => {
  it('no limit is exceeded by an admission, and every sum is right', async () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('admit' as const),
          member: fc.constantFrom('1', '2'),
          micros: fc.integer({ min: 1, max: 600_000 }),
          roleIds: fc.subarray(['a', 'b']),
          end: fc.constantFrom('settle', 'release', 'leave', 'adjust', 'adjust and settle', 'adjust and again'),
          overrun: fc.integer({ min: -100_000, max: 100_000 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('grant' as const),
          member: fc.constantFrom('1', '2'),
          micros: fc.integer({ min: 1, max: 800_000 }),
          lifeMs: fc.option(fc.integer({ min: 1, max: 40 * HOUR_MS })),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('revoke' as const), id: fc.integer({ min: 1, max: 4 }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('rule' as const),
          subject: fc.constantFrom<[BudgetSubject, string]>(
            ['server', ''],
            ['default', ''],
            ['role', 'a'],
            ['role', 'b'],
          ),
          micros: fc.integer({ min: 0, max: 2_000_000 }),
          window: fc.constantFrom('day', 'week', 'month', 'total'),
          images: fc.option(fc.integer({ min: 0, max: 5 })),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('wait' as const), laterMs: fc.integer({ min: 0, max: 40 * HOUR_MS }) }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('move' as const),
          zone: fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'Pacific/Apia'),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        await db.destroy();
        db = await openEmptyDatabase();
        let at = AT;
        let spent = 0;
        for (const member of ['1', '2'])
          await db.insertInto('accounts').values({ discord_user_id: member, created_at: AT }).execute();
        let past: unknown[] = [];
        for (const now of steps) {
          const lines = await db.selectFrom('ledger').selectAll().orderBy('id').execute();
          expect(lines.slice(0, past.length)).toEqual(past);
          past = lines;
          if (now.do === 'wait') at += now.laterMs;
          else if (now.do === 'move') await changeSetting(db, 'g', 'time_zone', now.zone);
          else if (now.do === 'rule')
            await rule(...now.subject, `${(now.micros / 1e6).toFixed(6)}/${now.window}`, now.images ?? undefined);
          else if (now.do === 'revoke') await revoke(now.id, { at });
          else if (now.do === 'grant')
            await grant(now.micros, now.lifeMs === null ? null : at + now.lifeMs, now.member);
          else {
            const { member, micros, roleIds } = now;
            const spender = { accountId: await accountOf(member), guildId: 'g', roleIds, at, rules };
            const before = await budgetStates(db, spender);
            const grants = await activeGrants(db, 'g', spender.accountId, at);
            const admitted = await admit(micros, { member, roleIds, at });
            const fits = before
              .slice(1)
              .every(
                ({ leftMicros, limitImages, images }) =>
                  leftMicros >= micros && (limitImages === undefined || images < limitImages),
              );
            const [own] = before;
            const left = own && (own.limitImages === undefined || own.images < own.limitImages) ? own.leftMicros : 0;
            const isCovered = left >= micros || grants.some(({ leftMicros }) => leftMicros >= micros - left);
            expect('id' in admitted).toBe(fits && isCovered);
            if (!('id' in admitted) || admitted.id === undefined) continue;
            const cost = Math.max(0, micros + now.overrun);
            if (now.end === 'settle') await end(admitted.id, cost, at);
            if (now.end === 'release') await end(admitted.id, null, at);
            if (now.end === 'settle') spent += cost;
            if (now.end.startsWith('adjust')) await giveBack(admitted.id, at);
            if (now.end === 'adjust and settle') spent += await decidedByHost(admitted.id, cost, at);
            if (now.end === 'adjust and again') await giveBack(admitted.id, at, 'again');
          }
        }
        expect((await sumsSince(db, 'host', 0)).spentMicros).toBe(spent);
        expect(await verifyLedger(db)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
