// Fetching what a request starts from: passing trouble is waited out, for as long as is asked.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import type { Image } from '../../src/media/image.ts';
import { ImageError } from '../../src/media/image-error.ts';
import type { ImageStore } from '../../src/media/image-store.ts';
import type { Database } from '../../src/store/schema.ts';
import type { TaskContext } from '../../src/tasks/lifecycle/context.ts';
import { prepareInputs } from '../../src/tasks/lifecycle/steps/prepare-inputs.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
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
  await db
    .insertInto('inputs')
    .values({ request_id: 'request-a', position: 1, name: 'x', url: 'https://x/y' })
    .execute();
  await db.updateTable('tasks').set({ state: 'queued' }).execute();
});
afterEach(() => db.destroy());

const IMAGE: Image = { bytes: Buffer.from('an image'), format: 'png', width: 3, height: 2 };

const KEPT = 'e'.repeat(64);

/** An image store without files. */
const withoutFiles = (context: TaskContext): ImageStore => ({
  ...context.images,
  async save({ format, bytes, width, height }, _keep, use) {
    const times = { created_at: 1, keep_until: 1 };
    await db
      .insertInto('images')
      .values({ id: KEPT, format, width, height, bytes: bytes.length, ...times })
      .execute();
    await use?.(KEPT, 1e12);
    return { id: KEPT };
  },
});

it.each([
  [undefined, 1_000],
  [0, 1_000],
  [1_500, 1_500],
])('a server that asks to wait for %s ms is asked again after %i ms', async (retryAfterMs, waitMs) => {
  const askedAt: number[] = [];
  const context = createTaskContext(db);
  await prepareInputs(
    {
      ...context,
      images: withoutFiles(context),
      async fetchInput() {
        askedAt.push(performance.now());
        if (askedAt.length === 1) throw new ImageError('unavailable', 'HTTP 429', { retryAfterMs });
        return IMAGE;
      },
    },
    'request-a',
  );
  const [first = 0, second = 0] = askedAt;
  // Timers may fire a millisecond early.
  expect(second - first).toBeGreaterThanOrEqual(waitMs - 5);
  expect(second - first).toBeLessThan(waitMs + 450);
  expect(await db.selectFrom('inputs').select('image_id').executeTakeFirst()).toEqual({ image_id: KEPT });
});

it('a member who has 100 MiB of unpaid inputs here is refused, and what was fetched for the request goes', async () => {
  const mib = 1024 * 1024;
  const kept = { format: 'png', width: 99, height: 99, created_at: 1, keep_until: 1e12 } as const;
  await addTask(db, { id: 'b', member: '1', guild: 'g', at: 1, micros: 80_000 });
  await db
    .insertInto('images')
    .values([
      { id: 'b'.repeat(64), bytes: 100 * mib - 5, ...kept },
      { id: 'c'.repeat(64), bytes: 5, ...kept },
    ])
    .execute();
  await db
    .insertInto('inputs')
    .values([
      { request_id: 'request-b', position: 1, name: 'x', url: null, image_id: 'b'.repeat(64) },
      { request_id: 'request-a', position: 2, name: 'y', url: null, image_id: 'c'.repeat(64) },
    ])
    .execute();
  const context = createTaskContext(db, { fetchInput: async () => IMAGE });
  const ended = () => db.selectFrom('tasks').select(['state', 'failure']).where('id', '=', 'a').executeTakeFirst();
  await prepareInputs({ ...context, images: withoutFiles(context) }, 'request-a');
  expect(await ended()).toEqual({ state: 'failed', failure: 'input-too-many-unpaid' });
  const rows = await db
    .selectFrom('images')
    .select(['id', 'keep_until'])
    .where('id', '<>', KEPT)
    .orderBy('id')
    .execute();
  // The other request still runs.
  expect(rows.map(({ keep_until }) => keep_until < context.steadyNow())).toEqual([false, true]);
});
