// What a start makes of the tasks that the last run left in the middle of something.
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reserve } from '../../../src/billing/ledger/ledger.store.ts';
import { verifyLedger } from '../../../src/billing/ledger/verify-ledger.store.ts';
import { HOST_SCOPE } from '../../../src/billing/scopes.ts';
import { sumsSince } from '../../../src/billing/sums.store.ts';
import type { TaskState } from '../../../src/store/request-tables.ts';
import type { Database } from '../../../src/store/schema.ts';
import { recoverTasks } from '../../../src/tasks/lifecycle/recover.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { addTask } from '../../support/rows.ts';
import { createTaskContext, PRICE_MICROS } from '../../support/task-context.ts';

const AT = 50_000;

let db: Kysely<Database>;
beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

/** A task as a run left it that ended while it was at work on it. */
async function leave(id: string, state: TaskState, acknowledged = true): Promise<void> {
  const accountId = await addTask(db, { id, member: '1', guild: 'g', at: 1, micros: PRICE_MICROS });
  const reservation = { taskId: id, accountId, guildId: 'g', amountMicros: PRICE_MICROS, at: 1, reason: 'test' };
  await db.transaction().execute((trx) => reserve(trx, reservation));
  await db
    .updateTable('tasks')
    .set({ state, lease_token: 'of the last run', lease_until: AT * 2, due_at: AT * 2 })
    .where('id', '=', id)
    .execute();
  await db
    .updateTable('requests')
    .set({ acknowledged_at: acknowledged ? 1 : null })
    .where('id', '=', `request-${id}`)
    .execute();
}

const recover = () => recoverTasks(createTaskContext(db, { now: () => AT }));
const taskNow = (id: string) => db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

it('drops what nobody was told of, free', async () => {
  await leave('a', 'admitted', false);
  await recover();
  expect(await taskNow('a')).toMatchObject({ state: 'dropped' });
  expect(await sumsSince(db, HOST_SCOPE, 0)).toMatchObject({ spentMicros: 0, reservedMicros: 0 });
});

it('calls a paid call that may have been sent unconfirmed, and keeps its reservation', async () => {
  await leave('a', 'submitting');
  await recover();
  expect(await taskNow('a')).toMatchObject({ state: 'unconfirmed', failure_detail: 'stopped during submission' });
  expect(await sumsSince(db, HOST_SCOPE, 0)).toMatchObject({ spentMicros: 0, reservedMicros: PRICE_MICROS });
});

it('takes up what runs at once, whoever had claimed it', async () => {
  await leave('a', 'running');
  await recover();
  const { state, lease_token, due_at } = await taskNow('a');
  expect({ state, lease_token }).toEqual({ state: 'running', lease_token: null });
  expect(due_at).toBeLessThanOrEqual(AT);
});

it('leaves what waits in the queue where it is', async () => {
  await leave('a', 'queued');
  await recover();
  expect(await taskNow('a')).toMatchObject({ state: 'queued' });
});

it('makes a request due that was cancelled before its first answer was noted', async () => {
  await leave('a', 'queued', false);
  await db.updateTable('tasks').set({ state: 'cancelled', lease_token: null, lease_until: null }).execute();
  await recover();
  expect(await db.selectFrom('requests').selectAll().executeTakeFirstOrThrow()).toMatchObject({
    acknowledged_at: AT,
    delivery_due_at: AT,
  });
});

it('goes on with the others where one cannot be ended', async () => {
  await leave('a', 'submitting');
  await leave('b', 'submitting');
  await sql
    .raw(`create trigger stuck before update on tasks when old.id = 'a' and new.state = 'unconfirmed'
      begin select raise(abort, 'a cannot be ended'); end`)
    .execute(db);
  await recover();
  expect([(await taskNow('a')).state, (await taskNow('b')).state]).toEqual(['submitting', 'unconfirmed']);
  expect(await verifyLedger(db)).toEqual([]);
});
