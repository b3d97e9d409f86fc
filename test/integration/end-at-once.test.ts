// Tasks of one request that end at the same moment: the last of them makes the message due,
// whichever it is.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { concludeTask } from '../../src/tasks/lifecycle/ending/conclude.ts';
import { releaseForServer } from '../../src/tasks/lifecycle/ending/resolve-unconfirmed.ts';
import { databases, type TestDatabase } from '../support/databases.ts';
import { addTask } from '../support/rows.ts';
import { createTaskContext, PRICE_MICROS } from '../support/task-context.ts';

const REQUESTS = 50;

describe.each(databases)('on %s', (_name, open) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database?.[Symbol.asyncDispose]());

  /** A request of two tasks in `state`, both reserved. @returns the tasks' ids */
  async function addPair(state: 'running' | 'unconfirmed'): Promise<string[]> {
    const { db } = database;
    const id = randomUUID();
    const accountId = await addTask(db, { id, member: id, guild: null, at: 1, micros: PRICE_MICROS });
    const first = await db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    await db
      .insertInto('tasks')
      .values({ ...first, id: `${id}-2`, key: `${id}:2` })
      .execute();
    await db.updateTable('tasks').set({ state }).where('request_id', '=', first.request_id).execute();
    await db.updateTable('requests').set({ acknowledged_at: 1 }).where('id', '=', first.request_id).execute();
    const ids = [id, `${id}-2`];
    for (const taskId of ids)
      await db
        .transaction()
        .execute((trx) =>
          reserve(trx, { taskId, accountId, guildId: null, amountMicros: PRICE_MICROS, at: 1, reason: 'test' }),
        );
    return ids;
  }

  it('two ends at once leave no message undue', async () => {
    const { db } = database;
    const context = createTaskContext(db);
    const pairs: string[][] = [];
    for (let count = 0; count < REQUESTS; count += 1) pairs.push(await addPair('running'));
    // An end that books nothing: the ledger's own locks do not put these in line.
    const end = (id: string) =>
      concludeTask(context, { id, lease_token: null }, ['running'], { state: 'unconfirmed', detail: 'test' });
    expect(await Promise.all(pairs.flat().map(end))).toEqual(pairs.flat().map(() => true));
    const due = await db.selectFrom('requests').select('id').where('delivery_due_at', 'is not', null).execute();
    expect(due).toHaveLength(REQUESTS);
  }, 60_000);

  it('releases at once give back once', async () => {
    const { db } = database;
    const context = createTaskContext(db);
    const [id = ''] = await addPair('unconfirmed');
    const moderators = Array.from({ length: 10 }, () => releaseForServer(context, `request-${id}`, 1));
    expect((await Promise.all(moderators)).reduce((sum, released) => sum + released, 0)).toBe(2);
    const { given } = await db
      .selectFrom('ledger')
      .select((eb) => eb.fn.countAll<number>().as('given'))
      .where('kind', '=', 'adjust')
      .executeTakeFirstOrThrow();
    expect(Number(given)).toBe(2);
  }, 60_000);
});
