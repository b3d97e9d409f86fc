// `npm run -s export-ledger > FILE`: the whole ledger as comma-separated values, also beside a
// running bot. Reads only.
import { once } from 'node:events';
import { LEDGER_COLUMNS, ledgerLines } from '../billing/ledger/ledger-export.store.ts';
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { isReaderGone } from '../ops/outlive-reader.ts';
import { openExistingDatabase } from '../store/open-existing-database.ts';
import { toCsv } from '../text/csv.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

// Whoever reads may have seen enough, and there is nothing else to do.
process.stdout.on('error', (error) => {
  if (isReaderGone(error)) process.exit();
});

const { DATABASE_URL } = readConfigOrExit(process.env, ['DATABASE_URL']);
try {
  const db = await openExistingDatabase(DATABASE_URL, 'read-only');
  process.stdout.write(toCsv([LEDGER_COLUMNS]));
  for await (const lines of ledgerLines(db)) {
    // Whoever reads may be slower than the database.
    if (!process.stdout.write(toCsv(lines))) await once(process.stdout, 'drain');
  }
  await db.destroy();
} catch (error) {
  const words = error instanceof Error ? error.message : error;
  console.error(`The ledger could not be read: ${words} (DATABASE_URL is ${DATABASE_URL})`);
  process.exitCode = 1;
}
