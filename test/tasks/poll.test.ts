// A look at a running task, seen from the task: only what the provider answered may end it.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reserve } from '../../src/billing/ledger.store.ts';
import { ImageApiError, type ImageApiErrorKind } from '../../src/images/errors.ts';
import type { TaskSnapshot } from '../../src/images/response.ts';
import { PictureError, type PictureErrorKind } from '../../src/media/picture-error.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { pollTask } from '../../src/tasks/poll.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';

const HOUR_MS = 3_600_000;
const BEGAN_AT = 1_000;

let db: Kysely<Database>;
beforeEach(async () => {
  db = await openDatabase(':memory:');
  const accountId = await addTask(db, { id: 'a', member: '1', guild: 'g', at: 1, micros: 80_000 });
  await db
    .transaction()
    .execute((trx) =>
      reserve(trx, { taskId: 'a', accountId, guildId: 'g', amountMicros: 80_000, at: 1, reason: 'test' }),
    );
  await db.updateTable('tasks').set({ running_at: BEGAN_AT, due_at: BEGAN_AT, lease_token: 'mine' }).execute();
  await db.updateTable('requests').set({ acknowledged_at: 1 }).execute();
});
afterEach(() => db.destroy());

const taskNow = () => db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();

/** Looks `elapsedMs` after the task began. @returns what became of it, and the wait until the next look */
async function lookAt(
  elapsedMs: number,
  getTask: () => Promise<TaskSnapshot>,
  downloadResult = () => Promise.reject(new PictureError('unavailable', 'HTTP 503')),
) {
  await db.updateTable('tasks').set({ lease_token: 'mine' }).execute();
  const now = BEGAN_AT + elapsedMs;
  const images = { createTask: getTask, getTask, close: async () => undefined };
  await pollTask(createTaskContext(db, { images, downloadResult, now: () => now }), await taskNow());
  const task = await taskNow();
  return { ...task, waitMs: (task.due_at ?? 0) - now };
}
const fails = (kind: ImageApiErrorKind, retryAfterMs?: number) => () =>
  Promise.reject(new ImageApiError(kind, 'no', { retryAfterMs }));
const says =
  (status: TaskSnapshot['status'], imageUrls: string[] = []) =>
  async (): Promise<TaskSnapshot> => ({
    id: 'provider-a',
    status,
    imageUrls,
    unexpected: [],
  });

describe('after 24 hours', () => {
  it.each(['unavailable', 'malformed', 'rate-limited', 'bad-key', 'not-the-api'] as const)(
    'a look that ends with %s ends nothing: the task is looked at again',
    async (kind) => {
      expect(await lookAt(25 * HOUR_MS, fails(kind))).toMatchObject({ state: 'running', lease_token: null });
      expect(await lookAt(300 * HOUR_MS, fails(kind))).toMatchObject({ state: 'running', lease_token: null });
    },
  );

  it.each([
    ['still runs', says('running')],
    ['is unknown', fails('not-found')],
  ])('an answer that the task %s ends it as unconfirmed', async (_name, getTask) => {
    expect(await lookAt(23 * HOUR_MS, getTask)).toMatchObject({ state: 'running' });
    expect(await lookAt(25 * HOUR_MS, getTask)).toMatchObject({ state: 'unconfirmed' });
  });

  it('a result that cannot be fetched for a moment is fetched again', async () => {
    const done = says('completed', ['https://x/y.png']);
    expect(await lookAt(25 * HOUR_MS, done)).toMatchObject({ state: 'running', lease_token: null });
  });
});

describe('a paid result that cannot be used', () => {
  const done = says('completed', ['https://x/y.png']);
  const refuse = (kind: PictureErrorKind) => () => Promise.reject(new PictureError(kind, 'no'));

  it.each([
    ['gone', 'picture-lost'],
    ['not-an-image', 'picture-unreadable'],
    ['broken', 'picture-lost'],
  ] as const)('because it is %s is fetched again for some seconds before it counts as lost', async (kind, failure) => {
    expect(await lookAt(0, done, refuse(kind))).toMatchObject({ state: 'running', waitMs: 1_000 });
    expect(await lookAt(9_000, done, refuse(kind))).toMatchObject({ state: 'running', waitMs: 2_000 });
    expect(await lookAt(11_000, done, refuse(kind))).toMatchObject({ state: 'failed', failure });
  });

  it.each([
    ['too-large', 'picture-too-large'],
    ['forbidden-address', 'picture-lost'],
  ] as const)('because it is %s is lost at once: no other answer can come', async (kind, failure) => {
    expect(await lookAt(0, done, refuse(kind))).toMatchObject({ state: 'failed', failure });
  });
});

describe('the wait after a look that failed', () => {
  const waitsOf = async (getTask: () => Promise<TaskSnapshot>, downloadResult?: () => Promise<never>) => {
    const waits: number[] = [];
    for (let count = 0; count < 8; count += 1) waits.push((await lookAt(count, getTask, downloadResult)).waitMs);
    return waits;
  };

  it.each([0, undefined])('grows from a second to half a minute where it is told %s', async (asked) => {
    const waits = await waitsOf(fails('rate-limited', asked));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('is what the provider asks for, but for minutes that a result’s link would not outlive', async () => {
    expect((await lookAt(0, fails('rate-limited', 45_000))).waitMs).toBe(45_000);
    expect((await lookAt(0, fails('unavailable', HOUR_MS))).waitMs).toBe(120_000);
  });

  it('grows for a result that cannot be fetched too, and is what its server asks for', async () => {
    const done = says('completed', ['https://x/y.png']);
    expect(await waitsOf(done)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    await db.updateTable('tasks').set({ poll_failures: 0 }).execute();
    const busy = () => Promise.reject(new PictureError('unavailable', 'HTTP 429', { retryAfterMs: 45_000 }));
    expect((await lookAt(0, done, busy)).waitMs).toBe(45_000);
  });
});
