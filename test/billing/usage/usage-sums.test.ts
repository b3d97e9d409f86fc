// Usage of all members together is the sum of each one's, whatever happens to theirs.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verifyLedger } from '../../../src/billing/ledger/verify-ledger.store.ts';
import { addUsage, sumUsage } from '../../../src/billing/usage/usage-days.store.ts';
import { dailyCost, usageReport } from '../../../src/billing/usage/usage-report.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';

const NO_FAILURES = { failures: 0, charged_failures: 0, failed_micros: 0 };

const row = fc.record({
  guild_id: fc.constantFrom('1', '2'),
  day: fc.constantFrom('2026-11-22', '2026-11-23'),
  account_id: fc.constantFrom(1, 2, 3),
  model: fc.constantFrom('flux_kontext_max', 'flux_kontext_pro'),
  kind: fc.constantFrom('imagine' as const, 'edit' as const),
  images: fc.nat(3),
  failures: fc.nat(3),
  charged_failures: fc.nat(3),
  spent_micros: fc.nat(200_000),
  failed_micros: fc.nat(200_000),
});

it('also after rows were added to, moved and removed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
      const db = await openEmptyDatabase();
      for (const id of ['1', '2', '3'])
        await db.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute();
      for (const usage of rows) await addUsage(db, usage);
      await db
        .updateTable('usage_days')
        .set({ day: '2026-11-21' })
        .where('account_id', '=', 1)
        .where('day', '=', '2026-11-22')
        .execute();
      await db.deleteFrom('usage_days').where('account_id', '=', 3).execute();
      const filter = { from: '2026-11-01', to: '2026-11-30' };
      const sorted = (groups: object[]) => groups.map((group) => JSON.stringify(group)).sort();
      const ofMembers = await sumUsage(db, filter, ['guild_id', 'day', 'model', 'kind', 'account_id']);
      const together = await sumUsage(db, filter, ['guild_id', 'day', 'model', 'kind']);
      const added = [
        ...Map.groupBy(ofMembers, (group) => [group.guild_id, group.day, group.model, group.kind].join()),
      ].map(([key, own]) => [key, own.reduce((sum, { spentMicros }) => sum + spentMicros, 0)]);
      const kept = together.map((group) => [
        [group.guild_id, group.day, group.model, group.kind].join(),
        group.spentMicros,
      ]);
      // What was removed again may stand there as nothing.
      expect(sorted(kept.filter(([, micros]) => micros !== 0))).toEqual(
        sorted(added.filter(([, micros]) => micros !== 0)),
      );
      const problems = await verifyLedger(db);
      expect(problems.filter(({ problem }) => problem.includes('all members'))).toEqual([]);
      await db.destroy();
    }),
    { numRuns: 30 },
  );
});

it('is looked after by the check of the ledger', async () => {
  const db = await openEmptyDatabase();
  await db
    .insertInto('usage_sums')
    .values({ guild_id: '1', day: '2026-11-23', model: 'm', kind: 'edit', images: 1, spent_micros: 5, ...NO_FAILURES })
    .execute();
  expect(await verifyLedger(db)).toMatchObject([
    { problem: 'usage by day of all members that is not the sum of theirs' },
  ]);
  await db.destroy();
});

it('a report tells the most expensive members apart, and puts the others together to the micro-dollar', async () => {
  const db = await openEmptyDatabase();
  const members = Array.from({ length: 20 }, (_, index) => index + 1);
  for (const id of members) {
    await db
      .insertInto('accounts')
      .values({ discord_user_id: String(id), created_at: 1 })
      .execute();
    for (const day of ['2026-11-22', '2026-11-23']) {
      const figures = { images: 1, spent_micros: id * 1_000, ...NO_FAILURES };
      await addUsage(db, { guild_id: '1', day, account_id: id, model: 'm', kind: 'imagine', ...figures });
    }
  }
  const filter = { guildId: '1', from: '2026-11-01', to: '2026-11-30' };
  const ranked = (await sumUsage(db, filter, ['account_id'])).map(({ account_id }) => account_id);
  const { daily } = await usageReport(db, filter, ranked);
  const { series } = dailyCost(['2026-11-22', '2026-11-23'], daily);
  expect(series.map(({ key }) => key)).toEqual([20, 19, 18, 17, 16, 15, 14, 'others']);
  const others = (13 * 14 * 1_000) / 2;
  expect(series.at(-1)?.micros).toEqual([others, others]);
  await db.destroy();
});
