// How things stand is told from the tasks that it is about: however many have been drawn, they are
// not gone through.
import { expect, it } from 'vitest';
import { unconfirmedMicros } from '../../src/billing/sums.store.ts';
import { unconfirmedIn } from '../../src/billing/usage/usage-days.store.ts';
import { unconfirmedRequests } from '../../src/tasks/requests/recent-requests.store.ts';
import { recentEnds } from '../../src/tasks/requests/status.store.ts';
import { OPEN_STATES } from '../../src/tasks/requests/task-states.ts';
import { countTasks } from '../../src/tasks/requests/tasks.store.ts';
import { wholeTablesRead } from '../support/whole-tables-read.ts';

it('is found by what watches for it, where a whole table is read', async () => {
  expect(await wholeTablesRead((db) => countTasks(db, ['delivered']))).toEqual(['SCAN tasks']);
});

it.each([...OPEN_STATES, 'unconfirmed'] as const)('tasks that are %s are counted by an index', async (state) => {
  expect(await wholeTablesRead((db) => countTasks(db, [state]))).toEqual([]);
});

it('so are those of several open states', async () => {
  expect(await wholeTablesRead((db) => countTasks(db, ['submitting', 'running']))).toEqual([]);
});

it('the last hour’s ends are found by when they ended', async () => {
  expect(await wholeTablesRead((db) => recentEnds(db, 1))).toEqual([]);
});

it('charges that wait for a decision are found by their state', async () => {
  const read = await wholeTablesRead(async (db) => {
    await unconfirmedMicros(db, 1, 'g');
    await unconfirmedIn(db, { guildId: 'g' });
    await unconfirmedIn(db, { accountIds: [1] });
    await unconfirmedRequests(db, 'g');
    await unconfirmedRequests(db, undefined);
  });
  expect(read).toEqual([]);
});
