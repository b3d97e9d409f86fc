// What the wall clock is set to, by a minute, an hour or a day, either way, changes no span, due
// time or lease.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { createProgressEditor } from '../../src/discord/delivery/progress-throttle.ts';
import { createFloodGuard } from '../../src/discord/interactions/rate-limiter.ts';
import { createImageStore } from '../../src/media/image-store.ts';
import { inspectImage } from '../../src/media/jobs/inspect-image.ts';
import { ProviderError } from '../../src/providers/errors.ts';
import type { TaskSnapshot } from '../../src/providers/vtrix/response.ts';
import type { TaskChange, TaskRow } from '../../src/store/request-tables.ts';
import type { Database } from '../../src/store/schema.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { concludeTask } from '../../src/tasks/lifecycle/ending/conclude.ts';
import { type Scheduler, startScheduler } from '../../src/tasks/lifecycle/scheduler.ts';
import { reschedulePoll } from '../../src/tasks/lifecycle/steps/reschedule-poll.ts';
import { findDraft, insertDraft } from '../../src/tasks/requests/form-drafts.store.ts';
import { lapsedSubmissions } from '../../src/tasks/requests/tasks.store.ts';
import { createProviderCircuit } from '../../src/tasks/scheduling/circuit-breaker.ts';
import { recentDurations } from '../../src/tasks/scheduling/recent-durations.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';
import { createTestClock, HOUR_MS, MINUTE_MS, STEPS_MS, type TestClock } from '../support/test-clock.ts';

let db: Kysely<Database>;
let clock: TestClock;
let accountId: number;
let scheduler: Scheduler | undefined;

beforeEach(async () => {
  db = await openEmptyDatabase();
  clock = createTestClock();
  const at = clock.now();
  accountId = await addTask(db, { id: 'a', member: '1', guild: null, at, micros: 80_000 });
  await db
    .transaction()
    .execute((trx) =>
      reserve(trx, { taskId: 'a', accountId, guildId: null, amountMicros: 80_000, at, reason: 'test' }),
    );
  await db.updateTable('requests').set({ acknowledged_at: at }).execute();
});
afterEach(async () => {
  await scheduler?.stop(0);
  scheduler = undefined;
  await db.destroy();
});

const task = (): Promise<TaskRow> => db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
const put = (change: TaskChange) => db.updateTable('tasks').set(change).execute();
const running: TaskSnapshot = { id: 'p', status: 'running', imageUrls: [], unexpected: [] };

function contextWith(over: Partial<TaskContext> = {}) {
  const getTask = vi.fn(async () => running);
  const provider = { createTask: async () => running, getTask, close: async () => undefined };
  return { getTask, context: createTaskContext(db, { provider, ...clock, ...over }) };
}

describe.each(STEPS_MS)('a step of %i ms', (stepMs) => {
  it('lets a queued task have its turn', async () => {
    await put({ state: 'queued', due_at: clock.steadyNow(), provider_task_id: null });
    clock.step(stepMs);
    scheduler = startScheduler(contextWith().context);
    await expect.poll(task).toMatchObject({ state: 'running' });
  });

  it('lets a running task be looked at when it is due', async () => {
    await put({ running_at: clock.steadyNow(), due_at: clock.steadyNow() + 500 });
    clock.step(stepMs);
    clock.pass(600);
    const { context, getTask } = contextWith();
    scheduler = startScheduler(context);
    await expect.poll(() => getTask.mock.calls.length).toBeGreaterThan(0);
    expect(await task()).toMatchObject({ state: 'running', late_notice_at: null });
  });

  it('leaves a claim as long as it was given, and no longer', async () => {
    const lease_until = clock.steadyNow() + 5 * MINUTE_MS;
    await put({ state: 'submitting', lease_token: 'x', lease_until, provider_task_id: null });
    clock.step(stepMs);
    expect(await lapsedSubmissions(db, clock.steadyNow())).toEqual([]);
    clock.pass(5 * MINUTE_MS + 1);
    scheduler = startScheduler(contextWith().context);
    await expect.poll(task).toMatchObject({ state: 'unconfirmed' });
  });

  it('neither gives a running task up nor calls it late', async () => {
    await put({ running_at: clock.steadyNow() });
    clock.step(stepMs * 2);
    clock.pass(900);
    await reschedulePoll(contextWith().context, await task(), {}, { isAnswered: true, waitMs: 250 });
    expect(await task()).toMatchObject({ state: 'running', late_notice_at: null, due_at: clock.steadyNow() + 250 });
  });

  it('is no part of how long an image took, and stands in its record', async () => {
    await put({ running_at: clock.steadyNow() + 2_000, admitted_at: clock.now() });
    clock.step(stepMs);
    clock.pass(9_000);
    const cost = { costMicros: 80_000, estimated: false, costText: '0.08' };
    const image = {
      id: 'e'.repeat(64),
      format: 'png',
      bytes: 1,
      width: 1,
      height: 1,
      created_at: 1,
      keep_until: 1,
    } as const;
    await db.insertInto('images').values(image).execute();
    const conclusion = { state: 'completed', imageId: image.id, keepUntil: clock.steadyNow() + 1, cost } as const;
    expect(await concludeTask(contextWith().context, await task(), ['running'], conclusion)).toBe(true);
    const { finished_at, admitted_steady, finished_steady } = await task();
    expect([finished_at, Number(finished_steady) - admitted_steady]).toEqual([clock.now(), 9_000]);
    expect(await recentDurations(db, 5)).toEqual([{ model: 'flux_kontext_max', durationMs: 7_000 }]);
  });

  it('leaves a form an hour', async () => {
    const draft = { account_id: accountId, kind: 'edit', subject_account_id: null, is_private: 0 } as const;
    const id = await insertDraft(db, { ...draft, sources: '[]', fields: '{}', refusal: null }, clock);
    clock.step(stepMs);
    clock.pass(HOUR_MS - 1);
    expect(await findDraft(db, id, clock.steadyNow())).toBeDefined();
    clock.pass(1);
    expect(await findDraft(db, id, clock.steadyNow())).toBeUndefined();
  });

  it('keeps images as long as was promised', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'kontext-images-'));
    const limits = { retentionMs: MINUTE_MS, chainRetentionMs: MINUTE_MS, maxBytes: 1e9 };
    const store = createImageStore({ directory, db, ...clock, ...limits });
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const image = await inspectImage(bytes);
    if (!image) throw new Error('an image');
    await store.save(image);
    clock.step(stepMs);
    expect(await store.removeExpired()).toBe(0);
    clock.pass(MINUTE_MS + 1);
    expect(await store.removeExpired()).toBe(1);
    rmSync(directory, { recursive: true });
  });

  it('leaves the provider’s circuit open as long as it was to be', async () => {
    const circuit = createProviderCircuit({ ...clock, onChange: vi.fn() });
    const fail = async () => {
      throw new ProviderError('unavailable', 'no');
    };
    const provider = circuit.watch({ createTask: fail, getTask: fail, close: async () => undefined });
    for (let failure = 0; failure < 4; failure += 1) {
      await provider.createTask({ model: 'm', params: {} }).catch(() => undefined);
      clock.pass(2_000);
    }
    expect(circuit.state()).toBe('open');
    clock.step(stepMs);
    expect(circuit.state()).toBe('open');
    // People are told by their own clocks.
    expect(Number(circuit.triesAt()) - clock.now()).toBeLessThanOrEqual(5_000);
    clock.pass(5_000);
    expect(circuit.state()).toBe('trying');
  });
});

it('the wrong clock does not compile', () => {
  const edit = async () => false;
  // @ts-expect-error spans only
  createFloodGuard(clock.now);
  // @ts-expect-error spans only
  createProgressEditor(edit, clock.now);
  // @ts-expect-error due times stand on the steady timeline
  const due: TaskChange = { due_at: clock.now() };
  // @ts-expect-error records are the wall clock's
  const record: TaskChange = { finished_at: clock.steadyNow() };
  // @ts-expect-error so are budgets' windows
  const line: Parameters<typeof reserve>[1]['at'] = clock.steadyNow();
  expect([due, record, line]).toHaveLength(3);
});
