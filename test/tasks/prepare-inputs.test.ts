// Fetching what a request starts from: passing trouble is waited out, for as long as is asked.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Picture } from '../../src/media/inspect-picture.ts';
import { PictureError } from '../../src/media/picture-error.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { prepareInputs } from '../../src/tasks/prepare-inputs.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext } from '../support/task-context.ts';

let db: Kysely<Database>;
beforeEach(async () => {
  db = await openDatabase(':memory:');
  await addTask(db, { id: 'a', member: '1', guild: 'g', at: 1, micros: 80_000 });
  await db
    .insertInto('inputs')
    .values({ request_id: 'request-a', position: 1, name: 'x', url: 'https://x/y' })
    .execute();
  await db.updateTable('tasks').set({ state: 'queued' }).execute();
});
afterEach(() => db.destroy());

const PICTURE: Picture = { bytes: Buffer.from('a picture'), format: 'png', width: 3, height: 2 };

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
      pictures: {
        ...context.pictures,
        async save(_picture, _keep, use) {
          await use?.('kept');
          return { id: 'kept' };
        },
      },
      async fetchInput() {
        askedAt.push(performance.now());
        if (askedAt.length === 1) throw new PictureError('unavailable', 'HTTP 429', { retryAfterMs });
        return PICTURE;
      },
    },
    'request-a',
  );
  const [first = 0, second = 0] = askedAt;
  // Timers may fire a millisecond early.
  expect(second - first).toBeGreaterThanOrEqual(waitMs - 5);
  expect(second - first).toBeLessThan(waitMs + 450);
  expect(await db.selectFrom('inputs').select('picture_id').executeTakeFirst()).toEqual({ picture_id: 'kept' });
});
