// `npm run compact`: rewrites the database's file, so that nothing of what was forgotten is left in
// it. Beside a running bot everybody who asks for something meanwhile is told to try again.
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { rewriteRequestsOf } from '../servers/rewrite-requests.store.ts';
import { compactDatabase } from '../store/compact-database.ts';
import { openExistingDatabase } from '../store/open-existing-database.ts';
import { truncateJournal } from '../store/truncate-journal.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

const { DATABASE_URL } = readConfigOrExit(process.env, ['DATABASE_URL']);
try {
  const db = await openExistingDatabase(DATABASE_URL);
  await compactDatabase(DATABASE_URL, rewriteRequestsOf(db));
  const isTruncated = await truncateJournal(db);
  await db.destroy();
  console.log('The database was rewritten.');
  if (!isTruncated) console.error('Its journal is still read by another program and keeps old pages until that ends.');
  process.exitCode = isTruncated ? 0 : 1;
} catch (error) {
  console.error(`The database could not be rewritten: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
