// The end of a task: state, ledger and the message's due time change together, once, or not at all.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserve } from '../../../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../../../src/billing/ledger/verify-ledger.store.ts';
import { HOST_SCOPE } from '../../../../src/billing/scopes.ts';
import { chargedFailuresSince, sumsSince } from '../../../../src/billing/sums.store.ts';
import type { Database } from '../../../../src/store/schema.ts';
import type { TaskContext } from '../../../../src/tasks/lifecycle/context.ts';
import { concludeTask, settledCost } from '../../../../src/tasks/lifecycle/ending/conclude.ts';
import { openEmptyDatabase } from '../../../support/empty-database.ts';
import { addTask } from '../../../support/rows.ts';
import { createTaskContext, PRICE_MICROS } from '../../../support/task-context.ts';

const AT = 5_000;

let db: Kysely<Database>;
let context: TaskContext;
beforeEach(async () => {
  db = await openEmptyDatabase();
  context = createTaskContext(db, { now: () => AT });
  const accountId = await addTask(db, { id: 'a', member: '1', guild: 'g', at: 1, micros: PRICE_MICROS });
  const reservation = { taskId: 'a', accountId, guildId: 'g', amountMicros: PRICE_MICROS, at: 1, reason: 'test' };
  await db.transaction().execute((trx) => reserve(trx, reservation));
  await db.updateTable('tasks').set({ lease_token: 'mine' }).execute();
  await db.updateTable('requests').set({ acknowledged_at: 1 }).execute();
});
afterEach(() => db.destroy());

const taskNow = () => db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
const requestNow = () => db.selectFrom('requests').selectAll().executeTakeFirstOrThrow();
const sums = () => sumsSince(db, HOST_SCOPE, 0);
const charged = { costMicros: 70_000, estimated: false, costText: '0.07' };
const failed = { state: 'failed', failure: 'provider-failed', detail: 'no', cost: charged } as const;

it('books the cost, gives the rest of the reservation back, and makes the message due', async () => {
  expect(await concludeTask(context, await taskNow(), ['running'], failed)).toBe(true);
  expect(await taskNow()).toMatchObject({ state: 'failed', cost_micros: 70_000, finished_at: AT, lease_token: null });
  expect(await sums()).toMatchObject({ spentMicros: 70_000, reservedMicros: 0 });
  expect(await requestNow()).toMatchObject({ delivery_due_at: AT });
  expect(context.display.deliver).toHaveBeenCalledExactlyOnceWith('request-a');
  expect(await verifyLedger(db)).toEqual([]);
});

it('counts what failed and was charged apart from the images there are', async () => {
  await concludeTask(context, await taskNow(), ['running'], failed);
  const figures = { images: 0, failures: 1, charged_failures: 1, spent_micros: 70_000, failed_micros: 70_000 };
  expect(await db.selectFrom('usage_days').selectAll().execute()).toMatchObject([figures]);
  const { account_id: accountId } = await requestNow();
  const since = (at: number) => chargedFailuresSince(db, { accountId, guildId: 'g', since: at });
  expect(await since(0)).toEqual({ chargedFailures: 1, failedMicros: 70_000 });
  expect(await since(AT)).toEqual({ chargedFailures: 0, failedMicros: 0 });
});

it('happens once, however many try at once', async () => {
  const task = await taskNow();
  const ends = await Promise.all(Array.from({ length: 5 }, () => concludeTask(context, task, ['running'], failed)));
  expect(ends.filter(Boolean)).toHaveLength(1);
  expect(await sums()).toMatchObject({ spentMicros: 70_000, reservedMicros: 0 });
  expect(await verifyLedger(db)).toEqual([]);
});

describe('changes nothing', () => {
  const unchanged = async () => {
    expect(await taskNow()).toMatchObject({ state: 'running', lease_token: 'mine' });
    expect(await sums()).toMatchObject({ spentMicros: 0, reservedMicros: PRICE_MICROS });
    expect(await requestNow()).toMatchObject({ delivery_due_at: null });
    expect(context.display.deliver).not.toHaveBeenCalled();
  };

  it('from a state that it is not to be ended from', async () => {
    expect(await concludeTask(context, await taskNow(), ['queued'], failed)).toBe(false);
    await unchanged();
  });

  it('under a lease that somebody else has taken', async () => {
    expect(await concludeTask(context, { id: 'a', lease_token: 'another' }, ['running'], failed)).toBe(false);
    await unchanged();
  });

  it('of a task that there is not', async () => {
    expect(await concludeTask(context, { id: 'b', lease_token: null }, ['running'], failed)).toBe(false);
    await unchanged();
  });

  it('where the ledger refuses: the state is as it was', async () => {
    vi.spyOn(context.budgetRules, 'calendarOf').mockImplementation(() => {
      throw new Error('no such time zone');
    });
    await expect(concludeTask(context, await taskNow(), ['running'], failed)).rejects.toThrow('no such time zone');
    await unchanged();
  });
});

describe('the cost of a task', () => {
  it('is what the provider reported with its end', async () => {
    expect(settledCost(context, await taskNow(), '0.05')).toEqual({
      costMicros: 50_000,
      estimated: false,
      costText: '0.05',
    });
  });

  it('is what was reported before, where the end says nothing', async () => {
    const task = { ...(await taskNow()), reported_cost_text: '0.06' };
    expect(settledCost(context, task, undefined)).toMatchObject({ costMicros: 60_000, estimated: false });
  });

  it('is the list price where nothing was reported', async () => {
    expect(settledCost(context, await taskNow(), undefined)).toMatchObject({
      costMicros: PRICE_MICROS,
      estimated: true,
    });
  });

  it('is what was reserved where the model has left the list since', async () => {
    const task = { ...(await taskNow()), model: 'gone', estimate_micros: 30_000 };
    expect(settledCost(context, task, undefined)).toMatchObject({ costMicros: 30_000, estimated: true });
  });
});
