// Kysely's driver for one SQLite connection. Kysely's own begins deferred transactions, deadlocks
// on a query made beside an open transaction, and lets a failing rollback hide the error that
// caused it.
import type Sqlite from 'better-sqlite3';
import type { CompiledQuery, DatabaseConnection, Driver } from 'kysely';
import { createLockGate } from './lock-gate.ts';
import { createSharedCommits } from './shared-commits.ts';
import { createConnection } from './sqlite-connection.ts';

/** After this long the network gets its turn. */
const BREATH_MS = 4;
/** Nobody who shares a commit waits for it longer than this. */
const COMMIT_AFTER_MS = 10;
/**
 * Queries that are written by hand: what only reads needs no lock, and pragmas do not wait for one.
 */
const READS = /^\s*(?:select|with|pragma)\b/i;
const CHANGES = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

/** One query's or transaction's use of the connection. */
interface Turn extends DatabaseConnection {
  /** Lets the next in line go on; undefined once it has. */
  pass: (() => void) | undefined;
  isTransaction: boolean;
}

/**
 * Queries and transactions take turns on the connection. Those that wait in line share a commit:
 * each of them is answered once what it did, and what it saw, is durable.
 * @param refuse throws where waiting for a turn would wait for oneself
 */
export function createSqliteDriver(sqlite: Sqlite.Database, refuse: () => void): Driver {
  const connection = createConnection(sqlite);
  const commits = createSharedCommits(sqlite, connection);
  const lock = createLockGate();
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  let isAtWork = false;
  let isClosing = false;
  let breathedAt = performance.now();

  const takeTurn = async (turn: Turn) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = last;
    last = promise;
    waiting += 1;
    await before;
    waiting -= 1;
    isAtWork = true;
    turn.pass = resolve;
  };

  /** What else is begun before the network's next turn still comes along. */
  const closeSoon = () => {
    if (isClosing) return;
    isClosing = true;
    setImmediate(() => {
      isClosing = false;
      // Whoever is at work sees to it at the end of their turn.
      if (!isAtWork) commits.close();
    });
  };

  const endTurn = (turn: Turn) => {
    const { pass } = turn;
    if (!pass) return;
    turn.pass = undefined;
    isAtWork = false;
    if (commits.ageMs() >= COMMIT_AFTER_MS) commits.close();
    else if (waiting === 0) closeSoon();
    if (performance.now() - breathedAt < BREATH_MS) return pass();
    // Queries that follow one another without waiting for anything else would keep every answer to
    // Discord waiting.
    setImmediate(() => {
      breathedAt = performance.now();
      pass();
    });
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

  const execute = async <Row>(turn: Turn, query: CompiledQuery) => {
    if (turn.isTransaction) return commits.watch(() => connection.executeQuery<Row>(query, {}));
    // A query of a connection that was held for several.
    if (!turn.pass) await takeTurn(turn);
    const isRead = query.query.kind === 'SelectQueryNode' || READS.test(query.sql);
    return isRead ? executeAlone<Row>(turn, query) : write(turn, () => executeAlone<Row>(turn, query));
  };

  const executeAlone = async <Row>(turn: Turn, query: CompiledQuery) => {
    const isChange = CHANGES.has(query.query.kind);
    if (isChange && waiting > 0) commits.open();
    // Pragmas and definitions stand alone.
    if (!isChange && query.query.kind !== 'SelectQueryNode') commits.close();
    const durable = commits.current();
    const result = await commits.watch(() => connection.executeQuery<Row>(query, {}));
    if (!durable) return result;
    endTurn(turn);
    await durable;
    return result;
  };

  return {
    async init() {},
    async acquireConnection() {
      refuse();
      const turn: Turn = {
        pass: undefined,
        isTransaction: false,
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
      await write(own(turn), async () => commits.begin());
      own(turn).isTransaction = true;
    },
    async commitTransaction(turn) {
      const durable = commits.end();
      own(turn).isTransaction = false;
      endTurn(own(turn));
      await durable;
    },
    async rollbackTransaction(turn) {
      // A commit that failed has been undone, and the next may have begun.
      if (!own(turn).isTransaction) return;
      own(turn).isTransaction = false;
      commits.undo();
    },
    async destroy() {
      await last;
      commits.close();
      sqlite.close();
    },
  };
}

/** Kysely hands back the very connections it was given. */
const own = (connection: DatabaseConnection): Turn => connection as Turn;
