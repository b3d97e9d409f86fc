// What the scheduler asks on every round is answered from the open tasks alone: a million that have
// ended cost nothing.
import { expect, it } from 'vitest';
import { dueDeliveries, nextDeliveryDueAt } from '../../src/tasks/requests/due-deliveries.store.ts';
import { requestsToPrepare } from '../../src/tasks/requests/inputs.store.ts';
import * as tasks from '../../src/tasks/requests/tasks.store.ts';
import * as queue from '../../src/tasks/scheduling/queue.store.ts';
import { recentCharges, recentDurations } from '../../src/tasks/scheduling/recent-durations.store.ts';
import { wholeTablesRead } from '../support/whole-tables-read.ts';

it('holds for every question', async () => {
  const claim = { token: 'a', now: 1, until: 2, limit: 5, most: 5, submittedAt: 1, admittedSince: 0 };
  const read = await wholeTablesRead(async (db) => {
    await tasks.countAtProvider(db);
    await tasks.nextDueAt(db, 1);
    await queue.oldestQueuedSince(db);
    await queue.queuedSince(db, 1);
    await queue.queuedButStopped(db, 1);
    await tasks.admittedSince(db, 1);
    await tasks.lapsedSubmissions(db, 1);
    await queue.queuedInOrder(db, 5);
    await queue.claimForSubmission(db, claim);
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
