// The thread that `compact-database.ts` starts: it may block as long as it takes.
import { workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

const LOCK_TIMEOUT_MS = 30_000;

const sqlite = new Sqlite(String(workerData), { fileMustExist: true, timeout: LOCK_TIMEOUT_MS });
try {
  sqlite.pragma('secure_delete = ON');
  sqlite.exec('vacuum');
} finally {
  sqlite.close();
}
