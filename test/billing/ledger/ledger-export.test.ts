// The exported ledger: whole, exact, and harmless in a spreadsheet.
import { expect, it } from 'vitest';
import { release, reserve } from '../../../src/billing/ledger/ledger.store.ts';
import { LEDGER_COLUMNS, ledgerLines } from '../../../src/billing/ledger/ledger-export.store.ts';
import { toCsv } from '../../../src/text/csv.ts';
import { openEmptyDatabase } from '../../support/empty-database.ts';
import { addTask } from '../../support/rows.ts';

const COUNT = 2_100;

it('holds every line once, in order, beyond one page of them, and no formula', async () => {
  const db = await openEmptyDatabase();
  await db.transaction().execute(async (trx) => {
    for (let index = 1; index <= COUNT; index += 1) {
      const id = `t${index}`;
      const accountId = await addTask(trx, { id, member: '100000000000000001', guild: 'g', at: index, micros: 1 });
      await reserve(trx, { taskId: id, accountId, guildId: 'g', amountMicros: 1, at: index, reason: 'imagine' });
    }
  });
  await db
    .transaction()
    .execute((trx) =>
      release(trx, { taskId: 't1', at: 9_999, reason: '=HYPERLINK("http://x")', actorAccountId: null }),
    );
  await db.updateTable('accounts').set({ discord_user_id: null }).execute();

  const lines: string[][] = [];
  for await (const page of ledgerLines(db)) lines.push(...page);
  await db.destroy();

  expect(lines.map(([line]) => Number(line))).toEqual(Array.from({ length: COUNT + 1 }, (_, index) => index + 1));
  expect(lines.every((line) => line.length === LEDGER_COLUMNS.length)).toBe(true);
  const column = (name: (typeof LEDGER_COLUMNS)[number]) => lines.map((line) => line[LEDGER_COLUMNS.indexOf(name)]);
  expect(new Set(column('member'))).toEqual(new Set(['account 1']));
  expect(column('reserved_usd').slice(-2)).toEqual(['0.000001', '-0.000001']);
  const text = toCsv(lines);
  expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(text).not.toMatch(/(^|,)"?[=@]/m);
});
