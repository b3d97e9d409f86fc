// Many inputs of one member prepared at once: what nobody paid for stays within the limit, on
// SQLite and, without leaning on its single writer, on PostgreSQL.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { createImageStore } from '../../src/media/image-store.ts';
import { keptImageIds, unpaidInputBytes } from '../../src/media/images.store.ts';
import { prepareInputs } from '../../src/tasks/lifecycle/steps/prepare-inputs.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext, PRICE_MICROS } from '../support/task-context.ts';

const LIMIT_BYTES = 100 * 1024 * 1024;
const IMAGE_BYTES = 5;
const AT_ONCE = 12;
const THAT_FIT = 2;

/** @returns what resolves once it has been called `count` times */
function createMeeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let missing = count;
  return () => {
    missing -= 1;
    if (missing === 0) resolve();
    return promise;
  };
}

describe.each(databases)('on %s', (_name, open) => {
  let database: TestDatabase;
  let directory: string;

  beforeAll(async () => {
    database = await open();
    directory = mkdtempSync(join(tmpdir(), 'kontext-inputs-'));
  }, 60_000);
  afterAll(async () => {
    await database?.[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  });

  async function addEdit(id: string, input: { url: string } | { image_id: string }): Promise<number> {
    const { db } = database;
    const accountId = await addTask(db, { id, member: '1', guild: null, at: 1, micros: PRICE_MICROS });
    const reservation = { taskId: id, accountId, guildId: null, amountMicros: PRICE_MICROS, at: 1, reason: 'test' };
    await db.transaction().execute((trx) => reserve(trx, reservation));
    await db.updateTable('tasks').set({ state: 'queued' }).where('id', '=', id).execute();
    await db
      .insertInto('inputs')
      .values({ request_id: `request-${id}`, position: 1, name: 'x', ...input })
      .execute();
    return accountId;
  }

  it(`${AT_ONCE} at once, of which ${THAT_FIT} fit: those are taken, the others refused`, async () => {
    const { db } = database;
    const kept = { format: 'png', width: 99, height: 99, created_at: 1, keep_until: 1e12 } as const;
    const bytes = LIMIT_BYTES - THAT_FIT * IMAGE_BYTES;
    await db
      .insertInto('images')
      .values({ id: 'f'.repeat(64), bytes, ...kept })
      .execute();
    const accountId = await addEdit('before', { image_id: 'f'.repeat(64) });
    const ids = Array.from({ length: AT_ONCE }, (_, index) => `edit-${index}`);
    for (const id of ids) await addEdit(id, { url: `https://x/${id}` });
    const now = () => 1_000;
    const limits = { retentionMs: 1e9, chainRetentionMs: 1e9, maxBytes: 1e9 };
    const store = createImageStore({ directory, db, now, steadyNow: now, ...limits });
    const together = createMeeting(AT_ONCE);
    const context = createTaskContext(db, {
      now,
      images: {
        ...store,
        save: (image, keep, use) =>
          store.save(image, keep, async (...saved) => {
            await together();
            return use?.(...saved);
          }),
      },
      fetchInput: async (url) => ({
        bytes: Buffer.from(url.slice(-IMAGE_BYTES).padStart(IMAGE_BYTES)),
        format: 'png',
        width: 9,
        height: 9,
      }),
    });
    await Promise.all(ids.map((id) => prepareInputs(context, `request-${id}`)));
    expect(await unpaidInputBytes(db, accountId)).toBe(LIMIT_BYTES);
    const ended = await db.selectFrom('tasks').select(['state', 'failure']).where('id', 'in', ids).execute();
    expect(ended.filter(({ state }) => state === 'queued')).toHaveLength(THAT_FIT);
    expect(ended.filter(({ failure }) => failure === 'input-too-many-unpaid')).toHaveLength(AT_ONCE - THAT_FIT);
    // What was refused left nothing behind, and a sweep finds what has expired alone.
    expect(await keptImageIds(db)).toHaveLength(1 + THAT_FIT);
    await db
      .insertInto('images')
      .values({ ...kept, id: 'e'.repeat(64), bytes: 1, keep_until: 1 })
      .execute();
    expect(await store.removeExpired()).toBe(1);
    expect(await keptImageIds(db)).toHaveLength(1 + THAT_FIT);
  }, 60_000);
});
