// `npm run verify-ledger`: whether every cent is accounted for. Reads only, also beside a running
// bot; exits with 1 and the rows that do not fit.

import { verifyLedger } from '../billing/ledger/verify-ledger.store.ts';
import { formatUsd } from '../billing/money.ts';
import { HOST_SCOPE } from '../billing/scopes.ts';
import { sumsSince } from '../billing/sums.store.ts';
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { openExistingDatabase } from '../store/open-existing-database.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

const { DATABASE_URL } = readConfigOrExit(process.env, ['DATABASE_URL']);
try {
  const db = await openExistingDatabase(DATABASE_URL, 'read-only');
  const problems = await verifyLedger(db);
  for (const { problem, row } of problems) console.error(`${problem}: ${JSON.stringify(row)}`);
  const { spentMicros, reservedMicros, images } = await sumsSince(db, HOST_SCOPE, 0);
  await db.destroy();
  if (problems.length === 0) {
    console.log(
      `Ledger OK: ${images} ${images === 1 ? 'image' : 'images'}, ${formatUsd(spentMicros)} spent, ${formatUsd(reservedMicros)} reserved.`,
    );
  } else {
    console.error('`npm run repair-ledger` repairs reservations by adding entries.');
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`The ledger could not be read: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
