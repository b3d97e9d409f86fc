// The images that requests start from are kept for as long as they are needed, and no longer: every
// step with a set clock.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../src/billing/ledger/verify-ledger.store.ts';
import type { Image } from '../../src/media/image.ts';
import { imagePath } from '../../src/media/image-path.ts';
import { createImageStore, type ImageStore } from '../../src/media/image-store.ts';
import { expireImages } from '../../src/media/images.store.ts';
import type { TaskState } from '../../src/store/request-tables.ts';
import type { Database } from '../../src/store/schema.ts';
import { admit } from '../../src/tasks/lifecycle/admit.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { concludeTask } from '../../src/tasks/lifecycle/ending/conclude.ts';
import type { Conclusion } from '../../src/tasks/lifecycle/ending/conclusion.ts';
import { collectResult } from '../../src/tasks/lifecycle/steps/collect-result.ts';
import { prepareInputs } from '../../src/tasks/lifecycle/steps/prepare-inputs.ts';
import { submitTask } from '../../src/tasks/lifecycle/steps/submit.ts';
import type { Failure } from '../../src/tasks/requests/failure.ts';
import { insertDraft } from '../../src/tasks/requests/form-drafts.store.ts';
import { taskById } from '../../src/tasks/requests/tasks.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { plannedRequest } from '../support/planned-request.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';
import { createTestClock, DAY_MS, HOUR_MS, MINUTE_MS, type TestClock } from '../support/test-clock.ts';

const RETENTION_MS = 30 * DAY_MS;
const CHAIN_RETENTION_MS = 90 * DAY_MS;
const IMAGE: Image = { bytes: Buffer.from('an image'), format: 'png', width: 3, height: 2 };

let db: Kysely<Database>;
let directory: string;
let clock: TestClock;
let store: ImageStore;

beforeEach(async () => {
  db = await openEmptyDatabase();
  directory = mkdtempSync(join(tmpdir(), 'kontext-inputs-'));
  clock = createTestClock();
  store = createImageStore({
    directory,
    db,
    ...clock,
    retentionMs: RETENTION_MS,
    chainRetentionMs: CHAIN_RETENTION_MS,
    maxBytes: 1e9,
  });
});
afterEach(async () => {
  await db.destroy();
  rmSync(directory, { recursive: true, force: true });
});

const contextWith = (over: Partial<TaskContext> = {}): TaskContext =>
  createTaskContext(db, { ...clock, images: store, fetchInput: async () => IMAGE, ...over });

/** A queued request of a member's, reserved, that starts from one image for each link. */
async function addEdit(id: string, urls: readonly string[] = ['https://x/y'], member = '1'): Promise<void> {
  const accountId = await addTask(db, { id, member, guild: 'g', at: clock.now(), micros: 80_000 });
  const reservation = { taskId: id, accountId, guildId: 'g', amountMicros: 80_000, at: clock.now(), reason: 'test' };
  await db.transaction().execute((trx) => reserve(trx, reservation));
  await setState(id, 'queued');
  for (const [index, url] of urls.entries())
    await db
      .insertInto('inputs')
      .values({ request_id: `request-${id}`, position: index + 1, name: 'x', url })
      .execute();
}

const setState = (id: string, state: TaskState) =>
  db.updateTable('tasks').set({ state }).where('id', '=', id).execute();
const taskNow = async (id: string) => {
  const task = await taskById(db, id);
  if (!task) throw new Error(`no task ${id}`);
  return task;
};
const keptIds = async () => (await db.selectFrom('images').select('id').execute()).map(({ id }) => id);
const inputIds = async (id: string) => {
  const rows = await db.selectFrom('inputs').select('image_id').where('request_id', '=', `request-${id}`).execute();
  return rows.map(({ image_id }) => image_id);
};
const idOf = async (image: Image) => (await store.save(image)).id;
const end = async (id: string, conclusion: Conclusion) =>
  concludeTask(contextWith(), await taskNow(id), ['queued', 'submitting', 'running'], conclusion);

/** What the provider made for a request. */
async function saveResult(id: string, imageId: string): Promise<void> {
  await setState(id, 'running');
  const row = { id: imageId, format: 'png', bytes: 1, width: 1, height: 1 } as const;
  await db
    .insertInto('images')
    .values({ ...row, created_at: clock.now(), keep_until: clock.steadyNow() })
    .execute();
}

/**
 * A store in which `meanwhile` happens between the file being there and the request's referring to
 * it.
 */
const storeWhere = (meanwhile: () => Promise<unknown>): ImageStore => ({
  ...store,
  save: (image, keep, use) =>
    store.save(image, keep, async (...saved) => {
      await meanwhile();
      return use?.(...saved);
    }),
});

describe('an image that a request now starts from', () => {
  it('is kept as long as any, although another request let go of it in the same moment', async () => {
    const id = await idOf(IMAGE);
    await addEdit('a');
    await prepareInputs(contextWith({ images: storeWhere(() => expireImages(db, [id])) }), 'request-a');
    expect(await inputIds('a')).toEqual([id]);
    // Nothing but its retention keeps it any more.
    await setState('a', 'running');
    clock.pass(CHAIN_RETENTION_MS - MINUTE_MS);
    expect(await store.removeExpired()).toBe(0);
    clock.pass(2 * MINUTE_MS);
    expect(await store.removeExpired()).toBe(1);
  });

  it('that is gone by then ends the request with a word, unpaid', async () => {
    await addEdit('a');
    const images = storeWhere(() => db.deleteFrom('images').execute());
    await prepareInputs(contextWith({ images }), 'request-a');
    expect(await taskNow('a')).toMatchObject({ state: 'failed', failure: 'input-lost', cost_micros: null });
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('twice is kept once', async () => {
    await addEdit('a', ['https://x/1', 'https://x/2']);
    await prepareInputs(contextWith(), 'request-a');
    const id = await idOf(IMAGE);
    expect(await inputIds('a')).toEqual([id, id]);
  });

  it('whose file is gone when the request has its turn ends it with a word, unsent and unpaid', async () => {
    await addEdit('a');
    await prepareInputs(contextWith(), 'request-a');
    await db.updateTable('tasks').set({ state: 'submitting', lease_token: 'mine' }).execute();
    rmSync(imagePath(directory, await idOf(IMAGE)));
    const createTask = vi.fn();
    const provider = { createTask, getTask: createTask, close: async () => undefined };
    await submitTask(contextWith({ provider }), await taskNow('a'));
    expect(createTask).not.toHaveBeenCalled();
    expect(await taskNow('a')).toMatchObject({ state: 'failed', failure: 'input-lost', cost_micros: null });
    expect(await verifyLedger(db)).toEqual([]);
  });

  it('is not kept for a request that was cancelled while it was fetched', async () => {
    await addEdit('a');
    const fetchInput = async () => {
      await end('a', { state: 'cancelled', actorAccountId: null });
      return IMAGE;
    };
    await prepareInputs(contextWith({ fetchInput }), 'request-a');
    expect(await inputIds('a')).toEqual([null]);
    expect(await keptIds()).toEqual([]);
    expect(existsSync(imagePath(directory, await idOf(IMAGE)))).toBe(true);
  });

  it('and was kept here before is refused where it is gone when the request is admitted', async () => {
    const ask = (imageId: string) =>
      admit(
        contextWith(),
        plannedRequest({ key: imageId, userId: '1', guildId: 'g', inputs: [{ name: 'x', imageId }] }),
      );
    expect(await ask('f'.repeat(64))).toEqual({ outcome: 'input-gone' });
    expect(await db.selectFrom('requests').select('id').execute()).toEqual([]);
    expect(await verifyLedger(db)).toEqual([]);
    expect(await ask(await idOf(IMAGE))).toMatchObject({ outcome: 'admitted' });
  });
});

it('a result that equals one that is just being deleted is kept for its time all the same', async () => {
  const id = await idOf(IMAGE);
  await addEdit('a', []);
  await setState('a', 'running');
  const images = storeWhere(() => expireImages(db, [id]));
  const context = contextWith({ images, downloadResult: async () => IMAGE });
  const snapshot = { id: 'p', status: 'completed', imageUrls: ['https://x/y'], unexpected: [] } as const;
  await collectResult(context, await taskNow('a'), { ...snapshot, imageUrls: [...snapshot.imageUrls], unexpected: [] });
  expect(await taskNow('a')).toMatchObject({ state: 'completed', image_id: id });
  await setState('a', 'delivered');
  clock.pass(RETENTION_MS - MINUTE_MS);
  expect(await store.removeExpired()).toBe(0);
});

describe('what a request started from', () => {
  async function openForm(imageId: string | null | undefined): Promise<void> {
    const { account_id } = await db.selectFrom('requests').select('account_id').executeTakeFirstOrThrow();
    const sources = JSON.stringify({ images: [{ name: 'x', imageId }], spoiler: false });
    const draft = { kind: 'edit', subject_account_id: null, is_private: 0, fields: '{}', refusal: null } as const;
    await insertDraft(db, { ...draft, sources, account_id }, clock);
  }

  const refusedFor = (failure: Failure): Conclusion => ({ state: 'failed', failure });

  it.each<[string, Conclusion, keptMs: number]>([
    ['the provider refused', refusedFor('refused'), HOUR_MS],
    ['could not be fetched in part', refusedFor('input-unavailable'), HOUR_MS],
    ['was refused in part', refusedFor('input-not-an-image'), HOUR_MS],
    ['would have exceeded what a member may have here', refusedFor('input-too-many-unpaid'), 0],
    ['was cancelled', { state: 'cancelled', actorAccountId: null }, 0],
    ['was never answered', { state: 'dropped' }, 0],
    [
      'was made for nothing',
      {
        state: 'completed',
        imageId: 'e'.repeat(64),
        keepUntil: 1,
        cost: { costMicros: 0, estimated: false, costText: '0' },
      },
      CHAIN_RETENTION_MS,
    ],
    [
      'was charged and lost',
      { state: 'failed', failure: 'image-lost', cost: { costMicros: 1, estimated: false, costText: '0.000001' } },
      CHAIN_RETENTION_MS,
    ],
    ['may have been charged', { state: 'unconfirmed', detail: 'x' }, CHAIN_RETENTION_MS],
  ])('and that %s is kept for its time, to the minute', async (_what, conclusion, keptMs) => {
    await addEdit('a');
    await prepareInputs(contextWith(), 'request-a');
    const [input] = await inputIds('a');
    if (conclusion.state === 'completed') await saveResult('a', conclusion.imageId);
    await end('a', conclusion);
    const isKept = async () => {
      await store.removeExpired();
      return (await keptIds()).some((id) => id === input);
    };
    if (keptMs > 0) {
      clock.pass(keptMs - MINUTE_MS);
      expect(await isKept()).toBe(true);
      clock.pass(MINUTE_MS);
    }
    clock.pass(1);
    expect(await isKept()).toBe(false);
  });

  it('is kept for its hour although the same, tried again meanwhile, is cancelled', async () => {
    await addEdit('a');
    await prepareInputs(contextWith(), 'request-a');
    await end('a', refusedFor('refused'));
    clock.pass(10 * MINUTE_MS);
    await addEdit('b');
    await prepareInputs(contextWith(), 'request-b');
    await end('b', { state: 'cancelled', actorAccountId: null });
    clock.pass(50 * MINUTE_MS);
    expect(await store.removeExpired()).toBe(0);
    clock.pass(1);
    expect(await store.removeExpired()).toBe(1);
  });

  it('is kept while a form is open that needs it, whatever ends meanwhile, and goes with it', async () => {
    await addEdit('a');
    await prepareInputs(contextWith(), 'request-a');
    const [imageId] = await inputIds('a');
    await end('a', refusedFor('refused'));
    clock.pass(HOUR_MS - MINUTE_MS);
    await openForm(imageId);
    clock.pass(HOUR_MS - MINUTE_MS);
    const full = createImageStore({
      ...{ directory, db, ...clock },
      retentionMs: 1,
      chainRetentionMs: 1,
      maxBytes: 0,
    });
    expect(await full.removeExpired()).toBe(0);
    clock.pass(2 * MINUTE_MS);
    expect(await store.removeExpired()).toBe(1);
  });

  it('goes although a form is open, where it was deleted', async () => {
    await addEdit('a');
    await prepareInputs(contextWith(), 'request-a');
    const [imageId] = await inputIds('a');
    await end('a', refusedFor('refused'));
    await openForm(imageId);
    await expireImages(db, [imageId ?? '']);
    expect(await store.removeExpired()).toBe(1);
  });
});
