// Kysely's driver for one SQLite connection. Kysely's own begins deferred transactions, deadlocks
// on a query made beside an open transaction, and lets a failing rollback hide the error that
// caused it.
import type Sqlite from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver } from 'kysely';
import { AppError } from '../errors.ts';
import type { JournalSync } from './journal-sync.ts';
import { createLockGate } from './lock-gate.ts';
import { createConnection } from './sqlite-connection.ts';

/** After this long the network gets its turn. */
const BREATH_MS = 4;
/**
 * Queries that are written by hand: what only reads needs no lock, and pragmas do not wait for one.
 */
const READS = /^\s*(?:select|with|pragma)\b/i;

/** One query's or transaction's use of the connection. */
interface Turn extends DatabaseConnection {
  /** Lets the next in line go on; undefined once it has. */
  pass: (() => void) | undefined;
  isTransaction: boolean;
  /** The connection's count of changes when it began. */
  changesBefore: number;
}

/**
 * Queries and transactions take turns on the connection, and do not wait for the disk in their
 * turn: each of them is answered, well or badly, once what it did and what it saw is durable.
 * @param refuse throws where waiting for a turn would wait for oneself
 */
export function createSqliteDriver(sqlite: Sqlite.Database, journal: JournalSync, refuse: () => void): Driver {
  const connection = createConnection(sqlite);
  const lock = createLockGate();
  let last: Promise<void> = Promise.resolve();
  let breathedAt = performance.now();

  const takeTurn = async (turn: Turn) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = last;
    last = promise;
    await before;
    turn.pass = resolve;
  };

  const endTurn = (turn: Turn) => {
    const { pass } = turn;
    if (!pass) return;
    turn.pass = undefined;
    if (performance.now() - breathedAt < BREATH_MS) return pass();
    // Queries that follow one another without waiting for anything else would keep every answer to
    // Discord waiting.
    setImmediate(() => {
      breathedAt = performance.now();
      pass();
    });
  };

  /** Resolves once what this turn changed and saw is durable. Others go on meanwhile. */
  const settle = async (turn: Turn) => {
    const durable = connection.changes() > turn.changesBefore ? journal.sync() : journal.pending();
    if (!durable) return;
    endTurn(turn);
    await durable;
  };

  /**
   * Gives the turn away for as long as `until` takes: whoever only reads need not wait for a lock.
   */
  const standAside = async (turn: Turn, until: Promise<unknown>) => {
    endTurn(turn);
    await until;
    await takeTurn(turn);
  };
  /**
   * @param change begins with what needs the write lock, and has done nothing where that is held by
   * another process
   */
  const write = <Result>(turn: Turn, change: () => Promise<Result>): Promise<Result> =>
    lock.pass(change, (until) => standAside(turn, until));

  /** @throws what SQLite does; where that was a failed flush of its own, that is final */
  const attempt = async <Result>(step: () => Result | Promise<Result>): Promise<Result> => {
    journal.requireSound();
    try {
      return await step();
    } catch (error) {
      if (isFailedSync(error)) journal.fail(error);
      throw error;
    }
  };

  const execute = async <Row>(turn: Turn, query: CompiledQuery) => {
    if (turn.isTransaction) {
      // SQLite undoes a whole transaction by itself where the disk is full, for one.
      if (!sqlite.inTransaction) throw lost();
      return attempt(() => connection.executeQuery<Row>(query, {}));
    }
    // A query of a connection that was held for several.
    if (!turn.pass) await takeTurn(turn);
    const isRead = query.query.kind === 'SelectQueryNode' || READS.test(query.sql);
    const once = async () => {
      turn.changesBefore = connection.changes();
      return attempt(() => connection.executeQuery<Row>(query, {}));
    };
    try {
      return await (isRead ? once() : write(turn, once));
    } finally {
      // An error says what is stored, too.
      await settle(turn);
    }
  };

  const rollBack = () => {
    try {
      if (sqlite.inTransaction) connection.run('rollback');
    } catch {
      // The error that led here says more, and must not be replaced by this one.
    }
  };

  return {
    async init() {},
    async acquireConnection() {
      refuse();
      const turn: Turn = {
        pass: undefined,
        isTransaction: false,
        changesBefore: 0,
        executeQuery: (query) => execute(turn, query),
        streamQuery: connection.streamQuery,
      };
      await takeTurn(turn);
      return turn;
    },
    async releaseConnection(turn) {
      endTurn(own(turn));
    },
    async beginTransaction(turn) {
      // Taking the write lock at once: a deferred transaction that reads first may find it cannot
      // write.
      await write(own(turn), () => attempt(() => connection.run('begin immediate')));
      own(turn).isTransaction = true;
      own(turn).changesBefore = connection.changes();
    },
    async commitTransaction(turn) {
      if (!sqlite.inTransaction) throw lost();
      await attempt(() => connection.run('commit'));
      own(turn).isTransaction = false;
      await settle(own(turn));
    },
    async rollbackTransaction(turn) {
      // After a commit whose flush failed there is nothing left to take back.
      if (!own(turn).isTransaction) return;
      own(turn).isTransaction = false;
      rollBack();
      own(turn).changesBefore = connection.changes();
      await settle(own(turn));
    },
    async destroy() {
      await last;
      await journal.close();
      sqlite.close();
    },
  };
}

const lost = () => new AppError('transaction-lost', 'The transaction was undone before its end.');

const isFailedSync = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'SQLITE_IOERR_FSYNC' || error.code === 'SQLITE_IOERR_DIR_FSYNC');

/** Kysely hands back the very connections it was given. */
const own = (connection: DatabaseConnection): Turn => connection as Turn;
