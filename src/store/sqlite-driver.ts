// Kysely's driver for one SQLite connection. Kysely's own begins deferred transactions, deadlocks on a query made beside an open
// transaction, and lets a failing rollback hide the error that caused it.
import type Sqlite from 'better-sqlite3';
import { CompiledQuery, type Driver } from 'kysely';
import { createConnection } from './sqlite-connection.ts';

/** After this long the network gets its turn. */
const BREATH_MS = 4;

/**
 * Queries and transactions take turns on the connection.
 * @param refuse throws where waiting for a turn would wait for oneself
 */
export function createSqliteDriver(sqlite: Sqlite.Database, refuse: () => void): Driver {
  const connection = createConnection(sqlite);
  const run = (sql: string) => connection.executeQuery(CompiledQuery.raw(sql), {});
  let last: Promise<void> = Promise.resolve();
  let endTurn: (() => void) | undefined;
  let breathedAt = performance.now();

  return {
    async init() {},
    async acquireConnection() {
      refuse();
      const { promise, resolve } = Promise.withResolvers<void>();
      const turn = last;
      last = promise;
      await turn;
      endTurn = resolve;
      return connection;
    },
    async releaseConnection() {
      const next = endTurn;
      if (performance.now() - breathedAt < BREATH_MS) return next?.();
      // Queries that follow one another without waiting for anything else would keep every answer to Discord waiting.
      setImmediate(() => {
        breathedAt = performance.now();
        next?.();
      });
    },
    async beginTransaction() {
      // Taking the write lock at once: a deferred transaction that reads first may find it cannot write.
      await run('begin immediate');
    },
    async commitTransaction() {
      await run('commit');
    },
    async rollbackTransaction() {
      try {
        if (sqlite.inTransaction) await run('rollback');
      } catch {
        // The error that led here says more, and must not be replaced by this one.
      }
    },
    async destroy() {
      await last;
      sqlite.close();
    },
  };
}
