// Decisions about a task are made from its row as it is now, whoever else decides at the same
// moment.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import { HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { ProviderError } from '../../src/providers/errors.ts';
import type { TaskSnapshot } from '../../src/providers/vtrix/response.ts';
import { setBlock } from '../../src/servers/blocks.store.ts';
import { changeSetting, EVERYWHERE } from '../../src/servers/settings.store.ts';
import type { TaskState } from '../../src/store/request-tables.ts';
import type { Database } from '../../src/store/schema.ts';
import { acknowledge } from '../../src/tasks/lifecycle/acknowledge.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { cancelRequest, showAfterAll } from '../../src/tasks/lifecycle/ending/cancel.ts';
import { releaseForServer, resolveUnconfirmedCharge } from '../../src/tasks/lifecycle/ending/resolve-unconfirmed.ts';
import { recoverTasks } from '../../src/tasks/lifecycle/recover.ts';
import { startScheduler } from '../../src/tasks/lifecycle/scheduler.ts';
import { submitTask } from '../../src/tasks/lifecycle/steps/submit.ts';
import { deleteRequest } from '../../src/tasks/messages/remove-images.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext, PRICE_MICROS } from '../support/task-context.ts';

let db: Kysely<Database>;
let accountId: number;

beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

/** A task in `state` with its reservation. */
async function addReserved(id: string, state: TaskState, over: { acknowledged?: boolean } = {}): Promise<void> {
  accountId = await addTask(db, { id, member: '1', guild: 'g', at: 1, micros: PRICE_MICROS });
  await db
    .transaction()
    .execute((trx) =>
      reserve(trx, { taskId: id, accountId, guildId: 'g', amountMicros: PRICE_MICROS, at: 1, reason: 'test' }),
    );
  const isSent = state !== 'admitted' && state !== 'queued' && state !== 'submitting';
  await db
    .updateTable('tasks')
    .set({
      state,
      provider_task_id: isSent ? 'p' : null,
      lease_token: state === 'submitting' ? 'mine' : null,
      due_at: 1,
    })
    .where('id', '=', id)
    .execute();
  if (over.acknowledged ?? true) await db.updateTable('requests').set({ acknowledged_at: 1 }).execute();
}

const taskNow = () => db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
const requestNow = () => db.selectFrom('requests').selectAll().executeTakeFirstOrThrow();
const reservedMicros = async (scope: string) => (await sumsSince(db, scope, 0)).reservedMicros;
const contextWith = (createTask: () => Promise<TaskSnapshot>, over: Partial<TaskContext> = {}): TaskContext =>
  createTaskContext(db, { provider: { createTask, getTask: createTask, close: async () => undefined }, ...over });

describe('an unconfirmed charge', () => {
  beforeEach(async () => {
    await addReserved('a', 'unconfirmed');
    // Another open reservation, which a second credit would take from.
    await addReserved('b', 'running');
  });

  const expectCreditedOnce = async (hostMicros: number) => {
    expect(await verifyLedger(db)).toEqual([]);
    expect(await reservedMicros('server:g')).toBe(PRICE_MICROS);
    expect(await reservedMicros(HOST_SCOPE)).toBe(hostMicros);
  };

  it('is credited once where two moderators release it at once', async () => {
    const context = createTaskContext(db);
    const released = await Promise.all([1, 1, 1].map(() => releaseForServer(context, 'request-a', accountId)));
    expect(released.toSorted()).toEqual([0, 0, 1]);
    await expectCreditedOnce(2 * PRICE_MICROS);
  });

  it.each([true, false])('is credited once where it is released and decided (charged: %s) at once', async (charged) => {
    const context = createTaskContext(db);
    await Promise.all([
      releaseForServer(context, 'request-a', accountId),
      resolveUnconfirmedCharge(context, 'request-a', charged),
    ]);
    await expectCreditedOnce(PRICE_MICROS);
  });

  it.each([
    ['rate-limited', 429],
    ['refused', 422],
  ] as const)('is credited once where a late answer (%s) follows the release', async (kind, status) => {
    await db.updateTable('tasks').set({ state: 'submitting', lease_token: 'mine' }).where('id', '=', 'a').execute();
    const late = Promise.withResolvers<TaskSnapshot>();
    const context = contextWith(() => late.promise);
    await submitTask(context, await db.selectFrom('tasks').selectAll().where('id', '=', 'a').executeTakeFirstOrThrow());
    expect(await releaseForServer(context, 'request-a', accountId)).toBe(1);
    late.reject(new ProviderError(kind, 'no', { status }));
    await expect
      .poll(() => db.selectFrom('tasks').select('state').where('id', '=', 'a').executeTakeFirst())
      .toEqual({ state: 'failed' });
    await expectCreditedOnce(PRICE_MICROS);
  });
});

/** Whoever cancels knows what is charged anyway. */
const KNOWING = { evenIfCharged: true };

describe('a cancelled task', () => {
  it.each(['rate-limited', 'not-sent'] as const)(
    'that the provider then did not take (%s) ends cancelled and free',
    async (kind) => {
      await addReserved('a', 'submitting');
      const answer = Promise.withResolvers<TaskSnapshot>();
      const context = contextWith(() => answer.promise, {
        limits: { ...createTaskContext(db).limits, unconfirmedAfterMs: 10_000 },
      });
      const submitting = submitTask(context, await taskNow());
      expect(await cancelRequest(context, 'request-a', { userId: '1', as: 'member' }, KNOWING)).toMatchObject({
        cancelled: 0,
        started: [{ id: 'a' }],
      });
      answer.reject(new ProviderError(kind, 'no'));
      await submitting;
      expect(await taskNow()).toMatchObject({ state: 'cancelled', cost_micros: null });
      expect(await reservedMicros(HOST_SCOPE)).toBe(0);
      expect((await requestNow()).delivery_due_at).not.toBeNull();
    },
  );

  it('is told of where the cancel came before the acknowledgement', async () => {
    await addReserved('a', 'admitted', { acknowledged: false });
    const context = createTaskContext(db);
    await cancelRequest(context, 'request-a', { userId: '1', as: 'member' }, KNOWING);
    await acknowledge(context, 'request-a', { messageId: 'm', isPrivate: false });
    expect(await requestNow()).toMatchObject({ message_id: 'm', delivery_due_at: 1_000 });
    expect(context.display.deliver).toHaveBeenCalledWith('request-a');
  });

  it('before the acknowledgement, which is lost with the process, is shown by the next', async () => {
    await addReserved('a', 'admitted', { acknowledged: false });
    const context = createTaskContext(db);
    await cancelRequest(context, 'request-a', { userId: '1', as: 'member' }, KNOWING);
    await recoverTasks(context);
    expect(await requestNow()).toMatchObject({ acknowledged_at: 1_000, delivery_due_at: 1_000 });
  });

  it('of a gallery shows nothing that was drawn before a moderator stopped it', async () => {
    await addReserved('a', 'running');
    const { id: _, key: __, ...first } = await taskNow();
    await db.updateTable('tasks').set({ state: 'completed', image_id: 'p', cost_micros: 1 }).execute();
    await db
      .insertInto('tasks')
      .values({ ...first, id: 'a-2', key: 'a:2', state: 'running' })
      .execute();
    await cancelRequest(createTaskContext(db), 'request-a', { userId: '1', as: 'moderator' }, KNOWING);
    const tasks = await db.selectFrom('tasks').select(['id', 'cancel_by']).orderBy('id').execute();
    expect(tasks).toEqual([
      { id: 'a', cancel_by: 'moderator' },
      { id: 'a-2', cancel_by: 'moderator' },
    ]);
  });
});

describe('a cancel that is not to be charged', () => {
  const unknowing = (as: 'member' | 'moderator' = 'member') =>
    cancelRequest(createTaskContext(db), 'request-a', { userId: '1', as }, { evenIfCharged: false });

  it.each(['submitting', 'running'] as const)('does nothing to what is charged anyway (%s)', async (state) => {
    await addReserved('a', state);
    expect(await unknowing()).toMatchObject({ outcome: 'charged-anyway', free: 0, charged: [{ id: 'a' }] });
    expect(await taskNow()).toMatchObject({ state, cancel_requested_at: null });
  });

  it('leaves those in the queue too where others are charged anyway, and says how many they are', async () => {
    await addReserved('a', 'running');
    const { id: _, key: __, ...first } = await taskNow();
    await db
      .insertInto('tasks')
      .values({ ...first, id: 'a-2', key: 'a:2', state: 'queued' })
      .execute();
    expect(await unknowing()).toMatchObject({ outcome: 'charged-anyway', free: 1, charged: [{ id: 'a' }] });
    const tasks = await db.selectFrom('tasks').select('state').orderBy('id').execute();
    expect(tasks).toEqual([{ state: 'running' }, { state: 'queued' }]);
  });

  it('ends at once what has come back to the queue since it was offered', async () => {
    await addReserved('a', 'queued');
    expect(await unknowing()).toEqual({ outcome: 'done', cancelled: 1, started: [] });
    expect(await taskNow()).toMatchObject({ state: 'cancelled', cost_micros: null });
  });

  it('has nothing to ask about what was called off already, or is finished', async () => {
    await addReserved('a', 'running');
    await cancelRequest(createTaskContext(db), 'request-a', { userId: '1', as: 'member' }, KNOWING);
    expect(await unknowing()).toEqual({ outcome: 'done', cancelled: 0, started: [] });
    expect(await unknowing('moderator')).toMatchObject({ outcome: 'charged-anyway' });
    const shown = { state: 'delivered', image_id: 'p', cost_micros: 1 } as const;
    await db
      .updateTable('tasks')
      .set({ ...shown, cancel_requested_at: null, cancel_by: null })
      .execute();
    expect(await unknowing()).toEqual({ outcome: 'done', cancelled: 0, started: [] });
  });
});

describe('a moderator’s stop', () => {
  const stop = (as: 'member' | 'moderator') =>
    cancelRequest(createTaskContext(db), 'request-a', { userId: '1', as }, KNOWING);

  it('counts although the member cancelled before', async () => {
    await addReserved('a', 'running');
    await stop('member');
    expect(await stop('moderator')).toMatchObject({ started: [{ id: 'a' }] });
    expect(await taskNow()).toMatchObject({ cancel_by: 'moderator' });
    expect(await stop('member')).toMatchObject({ started: [] });
    expect(await taskNow()).toMatchObject({ cancel_by: 'moderator' });
  });

  it('is not taken back by its member', async () => {
    await addReserved('a', 'running');
    await stop('moderator');
    await showAfterAll(createTaskContext(db), 'request-a');
    expect(await taskNow()).toMatchObject({ cancel_by: 'moderator' });
  });

  it('of a charge that nobody could confirm is known when its image comes after all', async () => {
    await addReserved('a', 'unconfirmed');
    await stop('moderator');
    expect(await taskNow()).toMatchObject({ cancel_by: 'moderator' });
  });
});

describe('a queued task is never sent', () => {
  const createTask = vi.fn<() => Promise<TaskSnapshot>>();
  const pause = (guildId: string) => changeSetting(db, guildId, 'paused', 'spending');
  const block = () =>
    setBlock(db, {
      guild_id: 'g',
      account_id: accountId,
      reason: null,
      actor_account_id: accountId,
      created_at: 1,
      ends_at: null,
    });

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'its request was deleted',
      () => deleteRequest(db, 'request-a', { now: () => 1, steadyNow: () => 1 }, { as: 'member' }),
      { state: 'cancelled' },
    ],
    ['its server was paused', () => pause('g'), { state: 'failed', failure: 'paused' }],
    ['the operator paused the bot', () => pause(EVERYWHERE), { state: 'failed', failure: 'paused' }],
    ['its member was blocked', block, { state: 'failed', failure: 'member-blocked' }],
  ])('once %s', async (_name, act, end) => {
    createTask.mockReset();
    await addReserved('a', 'queued');
    await act();
    const limits = { ...createTaskContext(db).limits, queueTimeoutMs: 1e9 };
    const scheduler = startScheduler(contextWith(createTask, { limits, now: Date.now }));
    await expect.poll(taskNow).toMatchObject(end);
    await scheduler.stop(0);
    expect(createTask).not.toHaveBeenCalled();
    expect(await reservedMicros(HOST_SCOPE)).toBe(0);
    expect(await verifyLedger(db)).toEqual([]);
  });
});

describe('a damaged ledger', () => {
  it('holds up only the task whose end it refuses', async () => {
    await addReserved('a', 'queued');
    await addReserved('b', 'running');
    // What two credits of one reservation leave behind: the sums hold less than is open.
    await db.updateTable('rollups').set({ reserved_micros: 0 }).execute();
    const getTask = vi.fn(() => Promise.reject(new ProviderError('unavailable', 'not now')));
    const logged = vi.fn();
    const usual = createTaskContext(db, { now: Date.now });
    const scheduler = startScheduler({
      ...usual,
      provider: { ...usual.provider, getTask },
      log: Object.assign(Object.create(usual.log), { error: logged }),
      limits: { ...usual.limits, queueTimeoutMs: 1, taskTimeoutMs: 1e15 },
    });
    await expect.poll(() => getTask.mock.calls.length).toBeGreaterThan(0);
    await scheduler.stop(0);
    expect(logged).toHaveBeenCalledWith(
      expect.objectContaining({ taskId: 'a' }),
      'task failed unexpectedly, set aside',
    );
    expect(logged.mock.calls.filter(([{ taskId }]) => taskId === 'a')).toHaveLength(1);
  });
});
