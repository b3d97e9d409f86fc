// Opening the database: SQLite through Kysely, brought up to date before anybody uses it.
import { setTimeout as sleepFor } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { AppError } from '../errors.ts';
import { backUpDatabase } from './back-up-database.ts';
import { appliedMigrations } from './examine-database.ts';
import { createJournalSync, noJournal } from './journal-sync.ts';
import { isDatabaseLocked } from './lock-gate.ts';
import { migrateToLatest, migrations } from './migrate.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite-connection.ts';
import { createSqliteDriver } from './sqlite-driver.ts';
import { sqlitePath } from './sqlite-path.ts';
import { isStorageTrouble } from './storage-trouble.ts';
import { createTransactionGuard } from './transaction-guard.ts';

/** Where Kysely's image of SQLite is too modest for ours. */
class OneConnectionAdapter extends SqliteAdapter {
  /** Our driver has a queue of its own; Kysely's would wait in silence where ours refuses. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  /** SQLite rolls back table definitions too, so a failed migration leaves nothing. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/**
 * A database as it is, without migrations: for `openDatabase`, and for tests of the migrations
 * themselves.
 */
export function connectDatabase<Tables>(
  location: string,
  access: 'read-write' | 'read-only' = 'read-write',
): Kysely<Tables> {
  const path = sqlitePath(location);
  const sqlite = openSqlite(path, access);
  const journal = path === ':memory:' || access === 'read-only' ? noJournal : createJournalSync(`${path}-wal`);
  const guard = createTransactionGuard();
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new OneConnectionAdapter(),
      createDriver: () => createSqliteDriver(sqlite, journal, guard.refuseInside),
      createIntrospector: (kysely) => new SqliteIntrospector(kysely),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
  return guard.watch(db);
}

/** The database as it is, also beside a bot that is writing to it; nothing can be changed. */
export const openDatabaseReadOnly = (location: string): Kysely<Database> =>
  connectDatabase<Database>(location, 'read-only');

/**
 * @param location `file:path`, a path, or `:memory:`
 * @param onBackup hears where the database was copied to before it was brought up to date
 * @throws {AppError} `database-newer` where a newer version of this program has used it;
 * `upgrade-backup`, `migration-failed` where it cannot be brought up to date
 */
export async function openDatabase(location: string, onBackup?: (file: string) => void): Promise<Kysely<Database>> {
  const db = connectDatabase<Database>(location);
  try {
    await writeBackJournal(db);
    const file = await backUpBeforeUpgrade(db, location);
    if (file !== undefined) onBackup?.(file);
    await whileLocked(() => migrateToLatest(db));
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/**
 * Makes durable what can be read: what a process leaves that was killed may be in the system's
 * memory alone, and after a failed flush a later one may say nothing of it. Written back into the
 * database it is flushed anew.
 */
const writeBackJournal = <Tables>(db: Kysely<Tables>) =>
  whileLocked(async () => {
    const { rows } = await sql<{ log: number; checkpointed: number }>`pragma wal_checkpoint(full)`.execute(db);
    // A reader of an older state keeps part of it out until it ends.
    if (rows[0]?.log !== rows[0]?.checkpointed) throw new Sqlite.SqliteError('journal in use', 'SQLITE_BUSY');
  });

const LOCKED_FOR_MS = 30_000;
const BETWEEN_TRIES_MS = 500;

/**
 * A start can wait for longer than a request.
 * @throws {AppError} `database-locked` where the lock is not given back
 */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += BETWEEN_TRIES_MS) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseLocked(error)) throw error;
      if (waitedMs >= LOCKED_FOR_MS)
        throw new AppError('database-locked', 'Another program holds the database locked.', { cause: error });
      await sleepFor(BETWEEN_TRIES_MS);
    }
  }
}

/**
 * A failed upgrade undoes itself; a successful one that was not wanted needs the file from before.
 * @returns its path, where there was need for one
 */
async function backUpBeforeUpgrade(db: Kysely<Database>, location: string): Promise<string | undefined> {
  const applied = await appliedMigrations(db);
  const known = Object.keys(migrations);
  const [next] = known.filter((name) => !applied.includes(name));
  const isNewer = applied.some((name) => !known.includes(name));
  if (applied.length === 0 || next === undefined || isNewer) return undefined;
  const file = `${sqlitePath(location)}.before-${next}`;
  try {
    await backUpDatabase(location, file, { replace: true });
  } catch (error) {
    if (!isStorageTrouble(error) || !(error instanceof Error)) throw error;
    throw new AppError(
      'upgrade-backup',
      `The database could not be copied to ${file} before its upgrade: ${error.message}. Nothing was changed. Is the disk full?`,
      { cause: error },
    );
  }
  return file;
}
