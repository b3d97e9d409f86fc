// A look at a running task, seen from the task: only what the provider answered may end it.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reserve } from '../../../../src/billing/ledger/ledger.store.ts';
import { ImageError, type ImageErrorKind } from '../../../../src/media/image-error.ts';
import { ProviderError, type ProviderErrorKind } from '../../../../src/providers/errors.ts';
import type { TaskSnapshot } from '../../../../src/providers/vtrix/response.ts';
import type { Database } from '../../../../src/store/schema.ts';
import { pollTask } from '../../../../src/tasks/lifecycle/steps/poll.ts';
import { openEmptyDatabase } from '../../../support/empty-database.ts';
import { addTask } from '../../../support/rows.ts';
import { createTaskContext } from '../../../support/task-context.ts';

const HOUR_MS = 3_600_000;
const BEGAN_AT = 1_000;

let db: Kysely<Database>;
beforeEach(async () => {
  db = await openEmptyDatabase();
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

/**
 * Looks `elapsedMs` after the task began.
 * @returns what became of it, and the wait until the next look
 */
async function lookAt(
  elapsedMs: number,
  getTask: () => Promise<TaskSnapshot>,
  downloadResult = () => Promise.reject(new ImageError('unavailable', 'HTTP 503')),
) {
  await db.updateTable('tasks').set({ lease_token: 'mine' }).execute();
  const now = BEGAN_AT + elapsedMs;
  const provider = { createTask: getTask, getTask, close: async () => undefined };
  await pollTask(createTaskContext(db, { provider, downloadResult, now: () => now }), await taskNow());
  const task = await taskNow();
  return { ...task, waitMs: (task.due_at ?? 0) - now };
}
const fails = (kind: ProviderErrorKind, retryAfterMs?: number) => () =>
  Promise.reject(new ProviderError(kind, 'no', { retryAfterMs }));
const says =
  (status: TaskSnapshot['status'], imageUrls: string[] = [], costText?: string) =>
  async (): Promise<TaskSnapshot> => ({
    id: 'provider-a',
    status,
    imageUrls,
    unexpected: [],
    ...(costText === undefined ? {} : { costText }),
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

  it('a task whose end was told is not given up where the provider does not know it for a moment', async () => {
    const at = 25 * HOUR_MS;
    await lookAt(at, says('completed', ['https://x/y.png']));
    expect(await lookAt(at + 1_000, fails('not-found'))).toMatchObject({ state: 'running' });
    const end = { state: 'failed', failure: 'image-lost', cost_micros: 80_000 };
    expect(await lookAt(at + 11 * 60_000, fails('not-found'))).toMatchObject(end);
  });
});

describe('a cost that was reported with an end whose result could not be fetched', () => {
  const reported = { cost_micros: 40_000, cost_estimated: 0 };
  const ledgerLine = () =>
    db.selectFrom('ledger').select(['spent_delta', 'cost_text']).where('kind', '=', 'settle').executeTakeFirst();
  beforeEach(async () => {
    await lookAt(0, says('completed', ['https://x/y.png'], '0.04'));
  });

  it('is charged where the provider knows the task no more', async () => {
    expect(await lookAt(11 * 60_000, fails('not-found'))).toMatchObject({ state: 'failed', ...reported });
    expect(await ledgerLine()).toEqual({ spent_delta: 40_000, cost_text: '0.04' });
  });

  it('is charged where the provider names none later, whatever it says of the task', async () => {
    await lookAt(5_000, says('running'));
    expect(await lookAt(10_000, says('failed'))).toMatchObject({ state: 'failed', ...reported });
  });

  it('is charged where a later end comes without one', async () => {
    await lookAt(1_000, says('completed', ['https://x/y.png']));
    const end = await lookAt(2_000, says('completed'));
    expect(end).toMatchObject({ state: 'failed', failure: 'image-lost', ...reported });
  });

  it('gives way to a later report', async () => {
    await lookAt(1_000, says('completed', ['https://x/y.png'], '0.05'));
    expect(await lookAt(11 * 60_000, fails('not-found'))).toMatchObject({ cost_micros: 50_000, cost_estimated: 0 });
    expect(await ledgerLine()).toMatchObject({ cost_text: '0.05' });
  });

  it('gives way to the cost of a failure', async () => {
    expect(await lookAt(1_000, says('failed', [], '0'))).toMatchObject({ state: 'failed', cost_micros: 0 });
  });
});

describe('a paid result that cannot be used', () => {
  const done = says('completed', ['https://x/y.png']);
  const refuse = (kind: ImageErrorKind) => () => Promise.reject(new ImageError(kind, 'no'));

  it.each([
    ['gone', 'image-lost'],
    ['not-an-image', 'image-unreadable'],
    ['broken', 'image-lost'],
  ] as const)('because it is %s is fetched again for some seconds before it counts as lost', async (kind, failure) => {
    expect(await lookAt(0, done, refuse(kind))).toMatchObject({ state: 'running', waitMs: 1_000 });
    expect(await lookAt(9_000, done, refuse(kind))).toMatchObject({ state: 'running', waitMs: 2_000 });
    expect(await lookAt(11_000, done, refuse(kind))).toMatchObject({ state: 'failed', failure });
  });

  it('is fetched again after a second, however often the provider could not be asked before', async () => {
    for (let count = 0; count < 8; count += 1) await lookAt(count, fails('unavailable'));
    expect(await lookAt(10_000, done, refuse('gone'))).toMatchObject({ state: 'running', waitMs: 1_000 });
    expect(await lookAt(11_000, done, refuse('gone'))).toMatchObject({ state: 'running', waitMs: 2_000 });
  });

  it('is fetched again where the provider says meanwhile that the task still runs', async () => {
    await lookAt(0, done, refuse('gone'));
    expect(await lookAt(HOUR_MS, says('running'))).toMatchObject({ state: 'running', finished_steady: null });
    expect(await lookAt(2 * HOUR_MS, done, refuse('gone'))).toMatchObject({ state: 'running', waitMs: 1_000 });
  });

  it('is lost ten minutes after its end where the provider does not know the task any more, and charged at the list price', async () => {
    await lookAt(0, done, refuse('gone'));
    expect(await lookAt(9 * 60_000, fails('not-found'))).toMatchObject({ state: 'running' });
    expect(await lookAt(9.5 * 60_000, fails('unavailable'))).toMatchObject({ state: 'running' });
    expect(await lookAt(11 * 60_000, fails('not-found'))).toMatchObject({
      state: 'failed',
      failure: 'image-lost',
      cost_micros: 80_000,
      cost_estimated: 1,
    });
  });

  it('is never lost by a provider that cannot be asked, however long that takes', async () => {
    await lookAt(0, done, refuse('gone'));
    for (const kind of ['unavailable', 'malformed', 'rate-limited', 'bad-key', 'not-the-api'] as const)
      expect(await lookAt(30 * HOUR_MS, fails(kind))).toMatchObject({ state: 'running' });
  });

  it.each(['member', 'moderator'] as const)(
    'is fetched again and charged all the same after a %s has called it off',
    async (as) => {
      await lookAt(0, done, refuse('gone'));
      await db.updateTable('tasks').set({ cancel_requested_at: 1, cancel_by: as }).execute();
      expect(await lookAt(1_000, done, refuse('broken'))).toMatchObject({ state: 'running' });
      expect(await lookAt(11_000, done, refuse('gone'))).toMatchObject({ state: 'failed', cost_micros: 80_000 });
    },
  );

  it('under a lease that another look has taken meanwhile changes nothing', async () => {
    const takenAway = async () => {
      await db.updateTable('tasks').set({ lease_token: 'theirs' }).execute();
      return refuse('gone')();
    };
    expect(await lookAt(0, done, takenAway)).toMatchObject({ lease_token: 'theirs', finished_steady: null });
    await lookAt(0, done, refuse('gone'));
    expect(await lookAt(11_000, done, takenAway)).toMatchObject({ state: 'running', lease_token: 'theirs' });
  });

  it.each([
    ['too-large', 'image-too-large'],
    ['forbidden-address', 'image-lost'],
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
    const busy = () => Promise.reject(new ImageError('unavailable', 'HTTP 429', { retryAfterMs: 45_000 }));
    expect((await lookAt(0, done, busy)).waitMs).toBe(45_000);
  });
});
