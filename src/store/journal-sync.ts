// Makes commits durable without blocking: SQLite writes a commit to its journal (the `-wal` file)
// and goes on, and the journal is flushed to the disk on another thread. Frames of the journal are
// in order and have checksums, so one flush covers every commit before it.
import { close, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { AppError } from '../errors.ts';

export interface JournalSync {
  /**
   * Asks for a flush of all that is written by now; whoever asks while one is under way shares the
   * next one.
   * @returns resolves once a flush that began after this call has ended
   */
  sync(): Promise<void>;
  /**
   * The flush that makes everything durable that can be read by now; undefined where it is already.
   */
  pending(): Promise<void> | undefined;
  /**
   * What could not be flushed may look as if it had been from then on, so that is final: everybody
   * who waits is refused, and so is whoever asks for anything later.
   */
  fail(cause: unknown): void;
  /** @throws {AppError} `not-durable` after a failure */
  requireSound(): void;
  close(): Promise<void>;
}

interface Flush {
  promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/** For a database in memory, or one that is only read. */
export const noJournal: JournalSync = {
  sync: () => Promise.resolve(),
  pending: () => undefined,
  fail() {},
  requireSound() {},
  close: () => Promise.resolve(),
};

/**
 * @param path of a journal that is there. Never of the database or its `-shm` file: closing any
 * descriptor of these gives back the locks that SQLite holds on them
 * @param onFailure is told once; unless given, the process ends as after any other crash
 */
export function createJournalSync(path: string, onFailure: (error: AppError) => void = crash): JournalSync {
  const file = openSync(path, 'r+');
  let running: Flush | undefined;
  let next: Flush | undefined;
  let failure: AppError | undefined;

  const fail = (cause: unknown) => {
    if (failure) return;
    failure = notDurable(cause);
    onFailure(failure);
    const refused = [running, next];
    running = next = undefined;
    for (const flush of refused) flush?.reject(failure);
  };

  const begin = (flush: Flush) => {
    running = flush;
    fdatasync(file, (error) => {
      if (failure) return;
      if (error) return fail(error);
      running = undefined;
      flush.resolve();
      const following = next;
      next = undefined;
      if (following) begin(following);
    });
  };

  const sync = () => {
    if (failure) return Promise.reject(failure);
    if (next) return next.promise;
    const flush: Flush = Promise.withResolvers<void>();
    // Whoever asked may have gone.
    flush.promise.catch(() => undefined);
    if (running) next = flush;
    else begin(flush);
    return flush.promise;
  };
  const pending = () => (failure ? Promise.reject(failure) : (next ?? running)?.promise);

  return {
    sync,
    pending,
    fail,
    requireSound() {
      if (failure) throw failure;
    },
    async close() {
      await pending()?.catch(() => undefined);
      await promisify(close)(file);
    },
  };
}

export const notDurable = (cause: unknown): AppError =>
  new AppError('not-durable', 'The disk did not take what was to be stored: nothing can be relied on.', { cause });

/** Queued before anybody who waits is told, so that nobody goes on before the process has ended. */
const crash = (error: AppError) =>
  queueMicrotask(() => {
    throw error;
  });
