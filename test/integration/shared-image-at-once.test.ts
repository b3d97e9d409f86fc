// A request that starts from an image while another request of the same image ends: neither waits
// for the other in a circle.
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { admit } from '../../src/tasks/lifecycle/admit.ts';
import { transition } from '../../src/tasks/lifecycle/transition.ts';
import { plannedRequest } from '../support/planned-request.ts';
import { hasPostgres, type Postgres, startPostgres } from '../support/postgres.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext, PRICE_MICROS } from '../support/task-context.ts';

const IMAGE = 'a'.repeat(64);
const GUILD = 'g';

describe.skipIf(!hasPostgres)('on PostgreSQL', () => {
  let database: Postgres;

  beforeAll(async () => {
    database = await startPostgres(10);
    const kept = { bytes: 1, format: 'png', width: 9, height: 9, created_at: 1, keep_until: 1e12 } as const;
    await database.db
      .insertInto('images')
      .values({ id: IMAGE, ...kept })
      .execute();
  }, 60_000);
  afterAll(() => database?.[Symbol.asyncDispose]());

  /** A running task whose request starts from the image. */
  async function addEdit(db: Kysely<Database>, id: string): Promise<void> {
    const accountId = await addTask(db, { id, member: id, guild: GUILD, at: 1_000, micros: PRICE_MICROS });
    const reservation = {
      taskId: id,
      accountId,
      guildId: GUILD,
      amountMicros: PRICE_MICROS,
      at: 1_000,
      reason: 'test',
    };
    await db.transaction().execute((trx) => reserve(trx, reservation));
    await db
      .insertInto('inputs')
      .values({ request_id: `request-${id}`, position: 1, name: 'x', image_id: IMAGE })
      .execute();
  }

  /** Resolves once so many connections wait for a lock. */
  const lockWaits = (db: Kysely<Database>, count: number) =>
    expect
      .poll(
        async () => {
          const { rows } = await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(db);
          return rows.length;
        },
        { timeout: 20_000 },
      )
      .toBe(count);

  it.each([
    ['fails', { state: 'failed', failure: 'provider-failed', detail: 'x' }],
    [
      'gives the same image',
      {
        state: 'completed',
        imageId: IMAGE,
        keepUntil: 2e12,
        cost: { costMicros: PRICE_MICROS, estimated: false, costText: '0.08' },
      },
    ],
  ] as const)(
    'an admission waits for the image first, then a task that %s',
    async (_how, end) => {
      const { db } = database;
      const context = createTaskContext(db);
      await addEdit(db, end.state);
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const { promise: held, resolve: hold } = Promise.withResolvers<void>();
      const holding = db.transaction().execute(async (trx) => {
        await trx.updateTable('images').set({ bytes: 1 }).where('id', '=', IMAGE).execute();
        hold();
        await released;
      });
      await held;
      const admission = admit(
        context,
        plannedRequest({
          key: `again-${end.state}`,
          userId: 'another',
          guildId: GUILD,
          inputs: [{ name: 'x', imageId: IMAGE }],
        }),
      );
      await lockWaits(db, 1);
      const ending = transition(context, end.state, { from: ['running'] }, end);
      await lockWaits(db, 2);
      release();
      await holding;
      const outcomes = await Promise.allSettled([admission, ending]);
      expect(outcomes).toMatchObject([
        { status: 'fulfilled', value: { outcome: 'admitted' } },
        { status: 'fulfilled', value: end.state },
      ]);
    },
    60_000,
  );
});
