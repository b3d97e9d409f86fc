// One commit for several transactions in a row: a flush of the disk takes longer than their work.
// Each is a savepoint, so that one that fails takes back its own work alone; none has happened
// before the commit has.
import type Sqlite from 'better-sqlite3';
import { AppError } from '../errors.ts';
import type { SqliteConnection } from './sqlite-connection.ts';

export interface SharedCommits {
  /** Begins a transaction for those that follow, where none is open. */
  open(): void;
  /**
   * Resolves once what was done since is durable, rejects where it was undone; undefined where
   * nothing is open.
   */
  current(): Promise<void> | undefined;
  /** How long it has been open; 0 where nothing is. */
  ageMs(): number;
  /** Commits what is open, if anything. */
  close(): void;
  /** A transaction of one member begins. */
  begin(): void;
  /** It ends well. @returns resolves once it is durable */
  end(): Promise<void>;
  /** It takes back what it did. */
  undo(): void;
  /** Runs a statement; where SQLite undid everything by itself, all who share it learn so. */
  watch<Result>(statement: () => Promise<Result>): Promise<Result>;
}

interface Group {
  done: Promise<void>;
  openedAt: number;
  resolve(): void;
  reject(error: unknown): void;
}

const lost = () => new AppError('transaction-lost', 'The transaction was undone before its end.');

export function createSharedCommits(sqlite: Sqlite.Database, { run }: SqliteConnection): SharedCommits {
  let group: Group | undefined;
  /** Whether the member at work is not the first, whose failure would be everybody's. */
  let isSavepoint = false;

  const open = () => {
    if (group) return;
    // Taking the write lock at once: a deferred transaction that reads first may find it cannot
    // write.
    run('begin immediate');
    const { promise: done, resolve, reject } = Promise.withResolvers<void>();
    // Whoever did nothing but look may not wait for it.
    done.catch(() => undefined);
    group = { done, openedAt: performance.now(), resolve, reject };
  };

  const close = () => {
    if (!group) return;
    const { resolve, reject } = group;
    group = undefined;
    try {
      run('commit');
      resolve();
    } catch (error) {
      rollBack();
      reject(error);
    }
  };

  const rollBack = () => {
    try {
      if (sqlite.inTransaction) run('rollback');
    } catch {
      // The error that led here says more, and must not be replaced by this one.
    }
  };

  /** A member whose work can be neither kept nor taken back takes all with it. */
  const release = () => {
    try {
      run('release member');
    } catch (error) {
      rollBack();
      lose(error);
    }
  };

  const lose = (error: unknown) => {
    if (!group || sqlite.inTransaction) return;
    group.reject(error);
    group = undefined;
  };

  return {
    open,
    close,
    current: () => group?.done,
    ageMs: () => (group ? performance.now() - group.openedAt : 0),
    begin() {
      isSavepoint = group !== undefined;
      if (isSavepoint) run('savepoint member');
      else open();
    },
    async end() {
      if (!group) throw lost();
      const { done } = group;
      if (isSavepoint) release();
      await done;
    },
    undo() {
      if (!group) return;
      if (!isSavepoint) {
        group.resolve();
        group = undefined;
        rollBack();
        return;
      }
      run('rollback to member');
      release();
    },
    async watch(statement) {
      try {
        const result = await statement();
        if (group && !sqlite.inTransaction) lose(lost());
        return result;
      } catch (error) {
        lose(error);
        throw error;
      }
    },
  };
}
