// One SQLite connection as Kysely wants it: prepared statements are kept. What is committed is
// consistent whatever happens, and durable once the journal has been flushed (`journal-sync.ts`).
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { AppError } from '../errors.ts';
import { makeFolderDurably } from './make-folder.ts';
import { openReadOnly } from './open-read-only.ts';

/**
 * SQLite waits for a lock by blocking the event loop: only while a connection is opened and serves
 * nobody yet.
 */
const OPENING_TIMEOUT_MS = 5_000;
const STATEMENTS_KEPT = 300;
const CHANGES_ROWS = /^\s*(?:insert|update|delete)\b/i;

/**
 * @param path a file, made with its folder where missing, or `:memory:`; for reading only, it must
 * be there
 */
export function openSqlite(path: string, access: 'read-write' | 'read-only' = 'read-write'): Sqlite.Database {
  if (access === 'read-only') return openReadOnly(path, OPENING_TIMEOUT_MS);
  if (path !== ':memory:') makeFolderDurably(dirname(path));
  const sqlite = new Sqlite(path, { timeout: OPENING_TIMEOUT_MS });
  const mode = sqlite.pragma('journal_mode = WAL', { simple: true });
  if (path !== ':memory:' && mode !== 'wal')
    throw new AppError(
      'journal-unsupported',
      `${dirname(path)} cannot hold the database: its files are not shared between programs there, as on a network drive.`,
    );
  // A commit that the caller has seen survives a power cut, since the paid call depends on it: the
  // driver flushes the journal. SQLite itself flushes where else the database could be damaged.
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('foreign_keys = ON');
  // Else `INSERT OR REPLACE` would delete ledger lines without asking their triggers.
  sqlite.pragma('recursive_triggers = ON');
  // What is deleted is overwritten: somebody who asked to be forgotten must not be found in free
  // pages.
  sqlite.pragma('secure_delete = ON');
  // The journal is made by the first to read.
  sqlite.prepare('select 1 from sqlite_master').get();
  // From here on the driver waits, without blocking (`lock-gate.ts`).
  sqlite.pragma('busy_timeout = 0');
  return sqlite;
}

export interface SqliteConnection extends DatabaseConnection {
  /** A statement without parameters or rows, at once. */
  run(sql: string): void;
  /** How many statements have changed something so far. */
  changes(): number;
}

/** Runs compiled queries; SQLite answers at once, the promises are Kysely's. */
export function createConnection(sqlite: Sqlite.Database): SqliteConnection {
  const statements = new Map<string, Sqlite.Statement<unknown[]>>();
  let changed = 0;

  const prepare = (sql: string) => {
    const statement = statements.get(sql) ?? sqlite.prepare<unknown[]>(sql);
    // Map keeps the order of insertion: the one not used for longest comes first.
    statements.delete(sql);
    statements.set(sql, statement);
    if (statements.size > STATEMENTS_KEPT) statements.delete(statements.keys().next().value ?? '');
    return statement;
  };

  return {
    run: (sql) => void prepare(sql).run(),
    changes: () => changed,
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const statement = prepare(sql);
      if (statement.reader) {
        const rows = statement.all(...parameters) as Row[]; // The row type is the query's, checked by Kysely.
        if (!statement.readonly && rows.length > 0) changed += 1;
        return { rows };
      }
      const { changes, lastInsertRowid } = statement.run(...parameters);
      // A definition changes no rows.
      if (!statement.readonly && (changes > 0 || !CHANGES_ROWS.test(sql))) changed += 1;
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    },
    // biome-ignore lint/correctness/useYield: Kysely asks for a generator, and nothing here streams.
    async *streamQuery() {
      throw new Error('Streaming is not supported');
    },
  };
}
