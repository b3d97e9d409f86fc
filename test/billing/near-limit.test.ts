// Who is near a limit, and who is told so: by money or images, whatever the server's clock says,
// and each mark once.
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { setRule } from '../../src/billing/budget-rules.store.ts';
import { type BudgetRules, budgetStates } from '../../src/billing/budgets.ts';
import { createCalendars } from '../../src/billing/calendar.ts';
import { reserve } from '../../src/billing/ledger/ledger.store.ts';
import { nearLimits } from '../../src/billing/near-limit.ts';
import { takeNotices } from '../../src/billing/notices.store.ts';
import { addUsage } from '../../src/billing/usage/usage-days.store.ts';
import { changeSetting } from '../../src/servers/settings.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';

const AT = Date.parse('2026-11-23T12:00:00Z');
const rules: BudgetRules = {
  member: parseBudgetRule('1.00/day'),
  host: parseBudgetRule('100/day'),
  calendarOf: createCalendars('UTC'),
};

let db: Kysely<Database>;

beforeEach(async () => {
  db = await openEmptyDatabase();
});
afterEach(() => db.destroy());

/** One image of `member`'s, counted on `day`. */
async function draw(id: string, member: string, micros: number, day: string | undefined): Promise<number> {
  const accountId = await addTask(db, { id, member, guild: 'g', at: AT, micros });
  await db
    .transaction()
    .execute((trx) =>
      reserve(trx, { taskId: id, accountId, guildId: 'g', amountMicros: micros, at: AT, reason: 'test' }),
    );
  const row = { guild_id: 'g', account_id: accountId, model: 'm', kind: 'imagine', images: 1 } as const;
  const failed = { failures: 0, charged_failures: 0, failed_micros: 0 };
  if (day !== undefined) await addUsage(db, { ...row, ...failed, day, spent_micros: micros });
  return accountId;
}

const near = async () =>
  (await nearLimits(db, { guildId: 'g', at: AT, rules }, async () => [])).map(({ accountId, share }) => [
    accountId,
    share,
  ]);

describe('near a limit', () => {
  it('are those from four fifths on, the nearest first', async () => {
    const first = await draw('a', '1', 800_000, '2026-11-23');
    const second = await draw('b', '2', 1_000_000, '2026-11-23');
    await draw('c', '3', 790_000, '2026-11-23');
    expect(await near()).toEqual([
      [second, 1],
      [first, 0.8],
    ]);
  });

  it('is whoever drew today, where the server’s day is ahead of the host’s', async () => {
    await changeSetting(db, 'g', 'time_zone', 'Pacific/Apia');
    const id = await draw('a', '1', 900_000, '2026-11-24');
    expect(await near()).toEqual([[id, 0.9]]);
  });

  it('is whoever has used up their images, however cheap', async () => {
    await setRule(
      db,
      { guildId: 'g', subject: 'default', subjectId: '' },
      { ...parseBudgetRule('5/day'), limitImages: 1 },
      AT,
    );
    const id = await draw('a', '1', 1, '2026-11-23');
    expect(await near()).toEqual([[id, 1]]);
  });

  it('is whoever has a limit of their own, however long ago they drew', async () => {
    const id = await draw('a', '1', 900_000, undefined);
    expect(await near()).toEqual([]);
    await setRule(db, { guildId: 'g', subject: 'member', subjectId: String(id) }, parseBudgetRule('1/total'), AT);
    expect(await near()).toEqual([[id, 0.9]]);
  });
});

describe('a notice', () => {
  const admitted = async (accountId: number, costMicros: number) => {
    const states = await budgetStates(db, { accountId, guildId: 'g', roleIds: [], at: AT, rules });
    return db.transaction().execute(async (trx) => {
      const taken = await takeNotices(trx, { accountId, guildId: 'g' }, states, { costMicros, images: 1 });
      return taken.map(({ percent, state }) => `${state.rule} ${percent}`);
    });
  };

  it('of images comes at 80 and at 100 per cent, once each', async () => {
    const target = { guildId: 'g', subject: 'default', subjectId: '' } as const;
    await setRule(db, target, { ...parseBudgetRule('5/day'), limitImages: 5 }, AT);
    const id = await draw('t0', '1', 10, undefined);
    const told = [];
    for (let index = 1; index < 5; index += 1) {
      told.push(await admitted(id, 10));
      await draw(`t${index}`, '1', 10, undefined);
    }
    expect(told).toEqual([[], [], ['member 80'], ['member 100']]);
  });

  it('comes again for a limit that was changed since, and not for the same', async () => {
    const id = await draw('a', '1', 700_000, undefined);
    expect(await admitted(id, 100_000)).toEqual(['member 80']);
    expect(await admitted(id, 100_000)).toEqual([]);
    const target = { guildId: 'g', subject: 'default', subjectId: '' } as const;
    await setRule(db, target, parseBudgetRule('0.90/day'), AT);
    expect(await admitted(id, 100_000)).toEqual(['member 80']);
  });
});
