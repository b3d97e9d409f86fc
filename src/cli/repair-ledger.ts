// `npm run repair-ledger`: adds the entries that make a damaged ledger agree with its tasks again,
// also beside a running bot. Exits with 1 where something is left that it cannot repair.

import { repairLedger } from '../billing/ledger/repair-ledger.store.ts';
import { verifyLedger } from '../billing/ledger/verify-ledger.store.ts';
import { formatUsd } from '../billing/money.ts';
import { wallNow } from '../clock.ts';
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { openExistingDatabase } from '../store/open-existing-database.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

const { DATABASE_URL } = readConfigOrExit(process.env, ['DATABASE_URL']);
try {
  const db = await openExistingDatabase(DATABASE_URL);
  const repaired = await repairLedger(db, wallNow());
  const problems = await verifyLedger(db);
  await db.destroy();
  for (const { task_id, state, host_reserved, host_expected, here_reserved, here_expected } of repaired)
    console.log(
      `Task ${task_id} (${state}): reserved for the operator ${formatUsd(host_reserved)}, now ${formatUsd(host_expected)};` +
        ` for member and server ${formatUsd(here_reserved)}, now ${formatUsd(here_expected)}.`,
    );
  console.log(repaired.length === 0 ? 'No reservation needs repair.' : `Reservations repaired: ${repaired.length}.`);
  for (const { problem, row } of problems) console.error(`Not repaired, ${problem}: ${JSON.stringify(row)}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`The ledger could not be repaired: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
