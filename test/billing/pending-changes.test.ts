// A change that waits to be confirmed is made once, by its author, in its server, in time.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import { forgetWords } from '../../src/accounts/delete-user-content.store.ts';
import { type BudgetChange, insertPendingChange, takePendingChange } from '../../src/billing/pending-changes.store.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { clockAt } from '../support/test-clock.ts';

const MINUTE_MS = 60_000;
const change: BudgetChange = {
  do: 'set',
  subject: 'role',
  subjectId: '7',
  rule: { limitMicros: 1_000_000_000, window: 'month', limitImages: 40 },
};
let db: Awaited<ReturnType<typeof openEmptyDatabase>>;
let now = 0;
const clock = { now: () => now, steadyNow: () => now };
let author: { accountId: number; guildId: string };

beforeEach(async () => {
  db = await openEmptyDatabase();
  author = { accountId: await accountOf(db, '1', now), guildId: 'g' };
});
afterEach(() => db.destroy());

const take = (id: string, by = author) =>
  db.transaction().execute((trx) => takePendingChange(trx, id, by, clock.steadyNow()));

it('comes back as it was, once', async () => {
  const id = await insertPendingChange(db, author, change, clock);
  expect(await take(id)).toEqual(change);
  expect(await take(id)).toBeUndefined();
});

it('is nobody else’s, and no other server’s', async () => {
  const id = await insertPendingChange(db, author, change, clock);
  const other = await accountOf(db, '2', now);
  expect(await take(id, { ...author, accountId: other })).toBeUndefined();
  expect(await take(id, { ...author, guildId: 'h' })).toBeUndefined();
  expect(await take(id)).toEqual(change);
});

it('is over after a quarter of an hour, and is then removed', async () => {
  const id = await insertPendingChange(db, author, change, clock);
  now += 15 * MINUTE_MS;
  expect(await take(id)).toBeUndefined();
  await insertPendingChange(db, author, change, clock);
  expect(await db.selectFrom('pending_budget_changes').select('id').execute()).toHaveLength(1);
});

it('goes with what its author wants to have forgotten', async () => {
  const id = await insertPendingChange(db, author, change, clock);
  await forgetWords(db, author.accountId, clockAt(now));
  expect(await take(id)).toBeUndefined();
});
