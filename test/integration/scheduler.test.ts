// The loop that moves tasks: what hangs in one place takes no room in another.
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { ProviderError } from '../../src/providers/errors.ts';
import type { TaskSnapshot } from '../../src/providers/vtrix/response.ts';
import type { Database } from '../../src/store/schema.ts';
import { startScheduler } from '../../src/tasks/lifecycle/scheduler.ts';
import { createProviderLimiter } from '../../src/tasks/scheduling/concurrency-limiter.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';

let db: Kysely<Database>;
beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

const MANY = 250;
const RESERVATION = { taskId: 'queued-0', accountId: 1, guildId: 'g', amountMicros: 80_000, reason: 'test' };

/** `count` tasks of as many requests, which are due. */
async function addTasks(state: 'queued' | 'running', count: number, at: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await addTask(db, { id: `${state}-${index}`, member: '1', guild: 'g', at, micros: 80_000 });
  await db.updateTable('tasks').set({ state, due_at: at }).where('id', 'like', `${state}-%`).execute();
}

/**
 * A provider of which one call never answers.
 * @returns the scheduler and how often each was called
 */
function startWith(hanging: 'createTask' | 'getTask', limiter = createProviderLimiter(10_000, Date.now)) {
  const calls = { createTask: 0, getTask: 0 };
  const call = (name: keyof typeof calls) => async (): Promise<TaskSnapshot> => {
    calls[name] += 1;
    if (name === hanging) return new Promise(() => undefined);
    return { id: `provider-${name}`, status: 'running', imageUrls: [], unexpected: [] };
  };
  const provider = { createTask: call('createTask'), getTask: call('getTask'), close: async () => undefined };
  const context = createTaskContext(db, { provider, limiter, now: Date.now });
  const limits = { ...context.limits, queueTimeoutMs: 3_600_000, unconfirmedAfterMs: 3_600_000 };
  return { calls, scheduler: startScheduler({ ...context, limits }) };
}

it.each([
  ['getTask', 'createTask', 'running', 'queued'],
  ['createTask', 'getTask', 'queued', 'running'],
] as const)('calls %s although very many of %s hang', async (moving, hanging, movingState, hangingState) => {
  const now = Date.now();
  await addTasks(hangingState, MANY, now - 1_000);
  const { calls, scheduler } = startWith(hanging);
  await expect.poll(() => calls[hanging], { timeout: 10_000 }).toBeGreaterThanOrEqual(200);
  await addTasks(movingState, 1, now - 1_000);
  scheduler.wake();
  await expect.poll(() => calls[moving], { timeout: 10_000 }).toBeGreaterThan(0);
  await scheduler.stop(0);
});

it('submits nothing while the provider asks to wait, and goes on afterwards by itself', async () => {
  const now = Date.now();
  await addTasks('queued', 2, now - 1_000);
  const calls: number[] = [];
  const limiter = createProviderLimiter(20, Date.now);
  limiter.onRateLimited(1_200);
  const createTask = async (): Promise<TaskSnapshot> => {
    calls.push(Date.now() - now);
    return { id: `provider-${calls.length}`, status: 'running', imageUrls: [], unexpected: [] };
  };
  const provider = { createTask, getTask: createTask, close: async () => undefined };
  const context = createTaskContext(db, { provider, limiter, now: Date.now });
  const scheduler = startScheduler({ ...context, limits: { ...context.limits, queueTimeoutMs: 3_600_000 } });
  await expect.poll(() => calls.length, { timeout: 3_000 }).toBeGreaterThanOrEqual(2);
  expect(Math.min(...calls)).toBeGreaterThanOrEqual(1_190);
  await scheduler.stop(0);
});

it('asks a provider that says to wait no time rarely, until the queue’s time is over', async () => {
  const now = Date.now();
  await addTasks('queued', 1, now - 500);
  await db.transaction().execute((trx) => reserve(trx, { ...RESERVATION, at: now }));
  await db.updateTable('tasks').set({ submit_attempts: 0 }).execute();
  let posts = 0;
  const createTask = async (): Promise<TaskSnapshot> => {
    posts += 1;
    throw new ProviderError('rate-limited', 'wait', { status: 429, retryAfterMs: 0 });
  };
  const provider = { createTask, getTask: createTask, close: async () => undefined };
  const context = createTaskContext(db, { provider, now: Date.now });
  const scheduler = startScheduler({ ...context, limits: { ...context.limits, queueTimeoutMs: 4_500 } });
  const task = () => db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
  await expect.poll(task, { timeout: 10_000 }).toMatchObject({ state: 'failed', failure: 'queue-timeout' });
  // At once, after one second and after two more.
  expect(posts).toBe(3);
  await scheduler.stop(0);
}, 15_000);

it('polls on soon after the database took nothing, though not even the claim could be given back', async () => {
  const now = Date.now();
  await addTasks('running', 1, now - 1_000);
  let polls = 0;
  const getTask = async (): Promise<TaskSnapshot> => {
    polls += 1;
    if (polls === 1) await sql`pragma query_only = on`.execute(db);
    return { id: 'provider-1', status: 'running', imageUrls: [], unexpected: [] };
  };
  const provider = { createTask: getTask, getTask, close: async () => undefined };
  const context = createTaskContext(db, { provider, now: Date.now });
  const said = vi.spyOn(context.log, 'error');
  const scheduler = startScheduler({ ...context, limits: { ...context.limits, taskTimeoutMs: 3_600_000 } });
  await expect.poll(() => said.mock.calls.flat(), { timeout: 5_000 }).toContain('claim not returned, trying again');
  await sql`pragma query_only = off`.execute(db);
  await expect.poll(() => polls, { timeout: 10_000 }).toBeGreaterThan(1);
  await scheduler.stop(0);
}, 20_000);

it('counts no task against the provider’s limit whose image only waits to be fetched', async () => {
  const now = Date.now();
  await addTasks('running', 1, now + 3_600_000);
  await db
    .updateTable('tasks')
    .set({ finished_steady: now - 5_000 })
    .execute();
  await addTasks('queued', 1, now - 500);
  const { calls, scheduler } = startWith('getTask', createProviderLimiter(1, Date.now));
  await expect.poll(() => calls.createTask, { timeout: 5_000 }).toBe(1);
  await scheduler.stop(0);
});
