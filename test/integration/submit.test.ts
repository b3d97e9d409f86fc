// The paid call, seen from the task: whatever its answer does, the task's state tells the truth.
import Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import { HOST_SCOPE } from '../../src/billing/scopes.ts';
import { sumsSince } from '../../src/billing/sums.store.ts';
import { ProviderError } from '../../src/providers/errors.ts';
import { generationBody, REQUEST_MAX_BYTES } from '../../src/providers/vtrix/request.ts';
import type { TaskSnapshot } from '../../src/providers/vtrix/response.ts';
import type { Database } from '../../src/store/schema.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { concludeTask } from '../../src/tasks/lifecycle/ending/conclude.ts';
import { releaseForServer, resolveUnconfirmedCharge } from '../../src/tasks/lifecycle/ending/resolve-unconfirmed.ts';
import { submitTask } from '../../src/tasks/lifecycle/steps/submit.ts';
import { deleteRequest } from '../../src/tasks/messages/remove-images.store.ts';
import { requestCancel } from '../../src/tasks/requests/tasks.store.ts';
import { createProviderLimiter } from '../../src/tasks/scheduling/concurrency-limiter.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { noiseImage, plainImage } from '../support/photos.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';

let db: Kysely<Database>;

beforeEach(async () => {
  db = await openEmptyDatabase();
  const accountId = await addTask(db, { id: 'a', member: '1', guild: 'g', at: 1, micros: 80_000 });
  await db
    .transaction()
    .execute((trx) =>
      reserve(trx, { taskId: 'a', accountId, guildId: 'g', amountMicros: 80_000, at: 1, reason: 'test' }),
    );
  await db.updateTable('tasks').set({ state: 'submitting', provider_task_id: null, lease_token: 'mine' }).execute();
  await db.updateTable('requests').set({ acknowledged_at: 1 }).execute();
});
afterEach(() => db.destroy());

const taskNow = () => db.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();

const contextWith = (createTask: () => Promise<TaskSnapshot>): TaskContext =>
  createTaskContext(db, { provider: { createTask, getTask: createTask, close: async () => undefined } });

it('an id in time makes the task run', async () => {
  await submitTask(
    contextWith(async () => ({ id: 'p', status: 'running', imageUrls: [], unexpected: [] })),
    await taskNow(),
  );
  expect(await taskNow()).toMatchObject({ state: 'running', provider_task_id: 'p', lease_token: null });
});

it('an answer that takes too long leaves it unconfirmed and told, and an id that comes late revives it', async () => {
  const late = Promise.withResolvers<TaskSnapshot>();
  const context = contextWith(() => late.promise);
  await submitTask(context, await taskNow());
  expect(await taskNow()).toMatchObject({ state: 'unconfirmed', failure: 'unconfirmed' });
  expect(context.display.deliver).toHaveBeenCalledWith('request-a');
  late.resolve({ id: 'p', status: 'running', imageUrls: [], unexpected: [] });
  await expect.poll(taskNow).toMatchObject({ state: 'running', provider_task_id: 'p', failure: null });
  await expect.poll(() => vi.mocked(context.wake).mock.calls.length).toBe(1);
});

it('an id that comes while the database is locked is stored as soon as it can be', async () => {
  const locked = new Sqlite.SqliteError('database is locked', 'SQLITE_BUSY');
  const usual = contextWith(async () => ({ id: 'p', status: 'running', imageUrls: [], unexpected: [] }));
  const context = { ...usual, limits: { ...usual.limits, unconfirmedAfterMs: 10_000 } };
  const begin = vi.spyOn(db, 'transaction').mockImplementationOnce(() => {
    throw locked;
  });
  await submitTask(context, await taskNow());
  expect(begin).toHaveBeenCalledTimes(2);
  expect(await taskNow()).toMatchObject({ state: 'running', provider_task_id: 'p' });
});

it('an input image that cannot be read just now sends nothing, and the task waits for another turn', async () => {
  await db.insertInto('inputs').values({ request_id: 'request-a', position: 1, name: 'x', image_id: 'y' }).execute();
  const createTask = vi.fn();
  await submitTask(contextWith(createTask), await taskNow());
  expect(createTask).not.toHaveBeenCalled();
  expect(await taskNow()).toMatchObject({ state: 'queued', lease_token: null });
});

it('a refusal that comes late proves that nothing is charged', async () => {
  const late = Promise.withResolvers<TaskSnapshot>();
  await submitTask(
    contextWith(() => late.promise),
    await taskNow(),
  );
  late.reject(new ProviderError('rate-limited', 'the image API asks to wait'));
  await expect.poll(taskNow).toMatchObject({ state: 'failed', failure: 'refused' });
  expect(await verifyLedger(db)).toEqual([]);
});

it('something of ours that breaks at an unknown point leaves it unconfirmed', async () => {
  await submitTask(
    contextWith(() => Promise.reject(new TypeError('oops'))),
    await taskNow(),
  );
  expect(await taskNow()).toMatchObject({ state: 'unconfirmed' });
});

it('an id that comes after a moderator gave the charge back takes the reservation again', async () => {
  const late = Promise.withResolvers<TaskSnapshot>();
  const context = contextWith(() => late.promise);
  await submitTask(context, await taskNow());
  expect(await releaseForServer(context, 'request-a', 1)).toBe(1);
  const reserved = async (scope: string) => (await sumsSince(db, scope, 0)).reservedMicros;
  expect([await reserved('server:g'), await reserved('allowance:1@g'), await reserved(HOST_SCOPE)]).toEqual([
    0, 0, 80_000,
  ]);
  expect(await verifyLedger(db)).toEqual([]);
  late.resolve({ id: 'p', status: 'running', imageUrls: [], unexpected: [] });
  await expect.poll(taskNow).toMatchObject({ state: 'running', released_here_at: null });
  expect([await reserved('server:g'), await reserved('allowance:1@g'), await reserved(HOST_SCOPE)]).toEqual([
    80_000, 80_000, 80_000,
  ]);
  expect(await verifyLedger(db)).toEqual([]);
});

it.each([true, false])(
  'the host’s decision ends it, charged %s, and a late id changes nothing any more',
  async (charged) => {
    const late = Promise.withResolvers<TaskSnapshot>();
    const context = contextWith(() => late.promise);
    await submitTask(context, await taskNow());
    await releaseForServer(context, 'request-a', 1);
    expect(await resolveUnconfirmedCharge(context, 'request-a', charged)).toBe(1);
    late.resolve({ id: 'p', status: 'running', imageUrls: [], unexpected: [] });
    await expect.poll(() => vi.mocked(context.wake).mock.calls.length).toBe(1);
    expect(await taskNow()).toMatchObject({ state: 'failed', cost_micros: charged ? 80_000 : null });
    expect(await sumsSince(db, HOST_SCOPE, 0)).toMatchObject({ spentMicros: charged ? 80_000 : 0, reservedMicros: 0 });
    expect(await sumsSince(db, 'server:g', 0)).toMatchObject({ spentMicros: 0, reservedMicros: 0 });
    expect(await verifyLedger(db)).toEqual([]);
  },
);

describe('a provider that asks to wait', () => {
  const limited = (retryAfterMs?: number) =>
    contextWith(() => Promise.reject(new ProviderError('rate-limited', 'wait', { retryAfterMs })));
  const waitAfter = async (attempts: number, retryAfterMs?: number) => {
    await db
      .updateTable('tasks')
      .set({ state: 'submitting', lease_token: 'mine', submit_attempts: attempts })
      .execute();
    const context = limited(retryAfterMs);
    await submitTask(context, await taskNow());
    const { state, due_at } = await taskNow();
    expect(state).toBe('queued');
    return (due_at ?? 0) - context.now();
  };

  it.each([0, 1, undefined])(
    'for %s ms is left alone for longer after each attempt, half a minute at most',
    async (asked) => {
      const waits: number[] = [];
      for (const attempts of [1, 2, 3, 4, 5, 6, 7, 1_000]) waits.push(await waitAfter(attempts, asked));
      expect(waits[0]).toBeGreaterThanOrEqual(1_000);
      expect(waits).toEqual(waits.toSorted((a, b) => a - b));
      expect(waits.at(-1)).toBe(30_000);
    },
  );

  it('for longer is left alone for as long', async () => {
    expect(await waitAfter(1, 90_000)).toBe(90_000);
  });

  it('gets no other task meanwhile, for a minute at most', async () => {
    for (const [asked, waitMs] of [
      [0, 1_000],
      [20_000, 20_000],
      [3_600_000, 60_000],
    ] as const) {
      await db.updateTable('tasks').set({ state: 'submitting', lease_token: 'mine', submit_attempts: 1 }).execute();
      const context = { ...limited(asked), limiter: createProviderLimiter(20, () => 0) };
      await submitTask(context, await taskNow());
      expect(context.limiter.restMs()).toBe(waitMs);
    }
  });
});

it.each([
  ['images to start from', true, 'request-too-large'],
  ['none', false, 'refused'],
] as const)(
  'a request that is too large with %s is told so, has images: %s, fails as %s',
  async (_name, hasInputs, failure) => {
    if (hasInputs) {
      await db
        .insertInto('inputs')
        .values({ request_id: 'request-a', position: 1, name: 'x', url: 'https://x/y.png', image_id: null })
        .execute();
    }
    const tooLarge = () => Promise.reject(new ProviderError('too-large', 'no', { providerMessage: 'HTTP 413' }));
    await submitTask({ ...contextWith(tooLarge), inputTransport: 'url' }, await taskNow());
    expect(await taskNow()).toMatchObject({ state: 'failed', failure });
    expect(await verifyLedger(db)).toEqual([]);
  },
);

it('parameters that cannot be read send nothing and fail', async () => {
  await db.updateTable('tasks').set({ params: '{"prompt":' }).execute();
  const createTask = vi.fn();
  await submitTask(contextWith(createTask), await taskNow());
  expect(createTask).not.toHaveBeenCalled();
  expect(await taskNow()).toMatchObject({ state: 'failed', failure: 'refused' });
});

it('images that are too large together are made smaller before they are sent', async () => {
  const noise = await noiseImage(1_800, 1_800);
  expect(noise.length * 2 * (4 / 3)).toBeGreaterThan(REQUEST_MAX_BYTES);
  const small = await plainImage('png');
  for (const [index, id] of ['large', 'small', 'large'].entries())
    await db
      .insertInto('inputs')
      .values({ request_id: 'request-a', position: index + 1, name: 'x', image_id: id })
      .execute();
  await db.updateTable('tasks').set({ params: '{"prompt":"together"}' }).execute();
  let sent: Record<string, unknown> = {};
  const context = contextWith(async () => ({ id: 'p', status: 'running', imageUrls: [], unexpected: [] }));
  await submitTask(
    {
      ...context,
      limits: { ...context.limits, unconfirmedAfterMs: 30_000 },
      images: { ...context.images, read: async (id) => (id === 'large' ? noise : small) },
      provider: {
        ...context.provider,
        createTask: async (task) => {
          sent = task.params;
          expect(generationBody(task).length).toBeLessThanOrEqual(REQUEST_MAX_BYTES);
          return { id: 'p', status: 'running', imageUrls: [], unexpected: [] };
        },
      },
    },
    await taskNow(),
  );
  expect(await taskNow()).toMatchObject({ state: 'running' });
  // What was small enough is as it was, and what was made smaller still has its size.
  expect(sent.input_image_2).toBe(small.toString('base64'));
  expect(await sharp(Buffer.from(String(sent.input_image), 'base64')).metadata()).toMatchObject({ width: 1_800 });
}, 60_000);

describe('while its input images are read', () => {
  /**
   * Something happens to the task before they are here.
   * @returns how often the provider was asked
   */
  const submitAfter = async (meanwhile: (context: TaskContext) => Promise<unknown>) => {
    await db
      .insertInto('inputs')
      .values({ request_id: 'request-a', position: 1, name: 'x', url: null, image_id: 'p' })
      .execute();
    const createTask = vi.fn(async () => ({ id: 'p', status: 'running' as const, imageUrls: [], unexpected: [] }));
    const context = contextWith(createTask);
    const bytes = await plainImage('png', 80, 80);
    await submitTask(
      {
        ...context,
        images: {
          ...context.images,
          async read() {
            await meanwhile(context);
            return bytes;
          },
        },
      },
      await taskNow(),
    );
    return createTask.mock.calls.length;
  };

  it('and nothing happens, it is sent under a claim that was renewed', async () => {
    expect(await submitAfter(async () => undefined)).toBe(1);
    expect(await taskNow()).toMatchObject({ state: 'running' });
  });

  it.each([
    ['it is cancelled', () => requestCancel(db, 'a', 'member', 5), { state: 'cancelled' }],
    [
      'it is deleted',
      () => deleteRequest(db, 'request-a', { now: () => 5, steadyNow: () => 5 }, { as: 'member' }),
      { state: 'cancelled' },
    ],
    [
      'its server is paused',
      () => db.insertInto('settings').values({ guild_id: 'g', name: 'paused', value: '""' }).execute(),
      { state: 'failed', failure: 'paused' },
    ],
  ])('%s: nothing is sent, and it ends free', async (_name, meanwhile, ended) => {
    expect(await submitAfter(meanwhile)).toBe(0);
    expect(await taskNow()).toMatchObject(ended);
    expect((await sumsSince(db, HOST_SCOPE, 0)).reservedMicros).toBe(0);
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('its claim lapses and the operator decides: nothing is sent', async () => {
    const sent = await submitAfter(async (context) => {
      await concludeTask(context, { ...(await taskNow()), lease_token: 'mine' }, ['submitting'], {
        state: 'unconfirmed',
        detail: 'claim lapsed',
      });
      await resolveUnconfirmedCharge(context, 'request-a', false);
    });
    expect(sent).toBe(0);
    expect(await taskNow()).toMatchObject({ state: 'failed' });
    expect(await verifyLedger(db)).toEqual([]);
  });
});
