// What moderators and members are told of tasks that failed or are not confirmed, once somebody has
// decided about them.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unconfirmedMicros } from '../../src/billing/sums.store.ts';
import { unconfirmedIn } from '../../src/billing/usage/usage-days.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { latestOpenRequests, unconfirmedRequests } from '../../src/tasks/requests/recent-requests.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';

const GUILD = '200000000000000001';
let db: Kysely<Database>;
let accountId: number;
beforeEach(async () => {
  db = await openEmptyDatabase();
  accountId = await addTask(db, { id: '1', member: '100000000000000001', guild: GUILD, at: 1, micros: 80_000 });
});
afterEach(() => db.destroy());

it('a charge that was given back is held by the operator alone', async () => {
  const told = async () => ({
    ofMember: await unconfirmedMicros(db, accountId, GUILD),
    inReport: (await unconfirmedIn(db, { guildId: GUILD, accountIds: [accountId] })).micros,
    offered: (await unconfirmedRequests(db, GUILD)).length,
    ofOperator: (await unconfirmedIn(db, {})).micros,
    offeredToOperator: (await unconfirmedRequests(db, undefined)).length,
  });
  const operator = { ofOperator: 80_000, offeredToOperator: 1 };
  await db.updateTable('tasks').set({ state: 'unconfirmed' }).execute();
  expect(await told()).toEqual({ ofMember: 80_000, inReport: 80_000, offered: 1, ...operator });
  await db.updateTable('tasks').set({ released_here_at: 2 }).execute();
  expect(await told()).toEqual({ ofMember: 0, inReport: 0, offered: 0, ...operator });
});

it('what failed and was charged is none of the latest images', async () => {
  const latest = () => latestOpenRequests(db, { guildId: GUILD, accountId, since: 0, limit: 9 });
  await db.updateTable('tasks').set({ state: 'failed', cost_micros: 80_000 }).execute();
  expect(await latest()).toEqual([]);
  await db.updateTable('tasks').set({ state: 'delivered', image_id: 'i' }).execute();
  expect(await latest()).toMatchObject([{ id: 'request-1', cost_micros: 80_000 }]);
});
