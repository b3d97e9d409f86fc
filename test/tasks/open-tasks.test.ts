// What the scheduler asks on every round is answered from the open tasks alone: a million that have ended cost nothing.
import Sqlite from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { requestsToPrepare } from '../../src/tasks/inputs.store.ts';
import { recentCharges, recentDurations } from '../../src/tasks/recent-tasks.store.ts';
import { dueDeliveries, nextDeliveryDueAt } from '../../src/tasks/requests.store.ts';
import * as tasks from '../../src/tasks/tasks.store.ts';

afterEach(() => vi.restoreAllMocks());

/** Tables that are read through from end to end, by statement. */
async function wholeTablesRead(work: (db: Awaited<ReturnType<typeof openDatabase>>) => Promise<unknown>) {
  const db = await openDatabase(':memory:');
  const { prepare } = Sqlite.prototype;
  const read: string[] = [];
  vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function watched(this: Sqlite.Database, sql: string) {
    const plan = Reflect.apply(prepare, this, [`explain query plan ${sql}`]) as Sqlite.Statement<
      unknown[],
      { detail: string }
    >; // As SQLite answers it.
    const rows = plan.all(...Array.from({ length: sql.split('?').length - 1 }, () => 1));
    read.push(...rows.map(({ detail }) => detail).filter((detail) => /^SCAN (tasks|requests|inputs)$/.test(detail)));
    return Reflect.apply(prepare, this, [sql]);
  });
  await work(db);
  await db.destroy();
  return read;
}

it('is found by what watches for it, where a whole table is read', async () => {
  expect(await wholeTablesRead((db) => db.selectFrom('tasks').selectAll().where('polls', '=', 1).execute())).toEqual([
    'SCAN tasks',
  ]);
});

it('holds for every question', async () => {
  const claim = { token: 'a', now: 1, until: 2, limit: 5, most: 5 };
  const read = await wholeTablesRead(async (db) => {
    await tasks.countAtProvider(db);
    await tasks.nextDueAt(db, 1);
    await tasks.oldestQueuedAt(db);
    await tasks.queuedSince(db, 1);
    await tasks.admittedSince(db, 1);
    await tasks.lapsedSubmissions(db, 1);
    await tasks.queuedInOrder(db, 5);
    await tasks.claimForSubmission(db, claim);
    await tasks.claimForPolling(db, claim);
    await tasks.voidClaims(db, 1);
    await tasks.tasksInState(db, 'admitted');
    await tasks.tasksInState(db, 'submitting');
    await tasks.countOpenTasks(db, { accountId: 1 });
    await tasks.countOpenTasks(db, { guildId: '1' });
    await requestsToPrepare(db, 3);
    await recentDurations(db, 5);
    await recentCharges(db, 5);
    await dueDeliveries(db, 1, 5);
    await nextDeliveryDueAt(db);
  });
  expect(read).toEqual([]);
});
