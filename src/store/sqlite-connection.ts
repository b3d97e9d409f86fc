// One SQLite connection as Kysely wants it: prepared statements are kept, and everything durable is
// durable at commit.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import { openReadOnly } from './open-read-only.ts';

/**
 * SQLite waits for a lock by blocking the event loop: only while a connection is opened and serves
 * nobody yet.
 */
const OPENING_TIMEOUT_MS = 5_000;
const STATEMENTS_KEPT = 300;

/**
 * @param path a file, made with its folder where missing, or `:memory:`; for reading only, it must
 * be there
 */
export function openSqlite(path: string, access: 'read-write' | 'read-only' = 'read-write'): Sqlite.Database {
  if (access === 'read-only') return openReadOnly(path, OPENING_TIMEOUT_MS);
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const sqlite = new Sqlite(path, { timeout: OPENING_TIMEOUT_MS });
  sqlite.pragma('journal_mode = WAL');
  // A commit that the caller has seen survives a power cut: the paid call depends on it.
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  // Else `INSERT OR REPLACE` would delete ledger lines without asking their triggers.
  sqlite.pragma('recursive_triggers = ON');
  // What is deleted is overwritten: somebody who asked to be forgotten must not be found in free
  // pages.
  sqlite.pragma('secure_delete = ON');
  // From here on the driver waits, without blocking (`lock-gate.ts`).
  sqlite.pragma('busy_timeout = 0');
  return sqlite;
}

export interface SqliteConnection extends DatabaseConnection {
  /** A statement without parameters or rows, at once. */
  run(sql: string): void;
}

/** Runs compiled queries; SQLite answers at once, the promises are Kysely's. */
export function createConnection(sqlite: Sqlite.Database): SqliteConnection {
  const statements = new Map<string, Sqlite.Statement<unknown[]>>();

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
    async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
      const statement = prepare(sql);
      if (statement.reader) return { rows: statement.all(...parameters) as Row[] }; // The row type is the query's, checked by Kysely.
      const { changes, lastInsertRowid } = statement.run(...parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    },
    // biome-ignore lint/correctness/useYield: Kysely asks for a generator, and nothing here streams.
    async *streamQuery() {
      throw new Error('Streaming is not supported');
    },
  };
}
