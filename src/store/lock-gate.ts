// Waits for a write lock that another process holds, without blocking the event loop. However many
// wait, one of them tries at a time: while it finds the lock held, the others do not ask.
import { setTimeout as sleepFor } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';

const BETWEEN_TRIES_MS = 25;
/**
 * Whoever waits is told in time for a first answer to Discord, which has to come within three
 * seconds.
 */
const MAX_WAIT_MS = 1_500;
/**
 * A lock that has been held this long is not about to be given back: whoever comes now is told at
 * once.
 */
const LONG_HELD_MS = 2_000;

export interface LockGate {
  /**
   * Runs `attempt` until it does not find the database locked.
   * @param wait lets others use the connection for as long as `until` takes
   * @throws {SqliteError} `SQLITE_BUSY` where the lock is not given back in time, and whatever else
   * `attempt` throws
   */
  pass<Result>(attempt: () => Promise<Result>, wait: (until: Promise<unknown>) => Promise<void>): Promise<Result>;
}

export function createLockGate(): LockGate {
  /**
   * Since when every try has found the lock held, and the error that the last one met; undefined
   * while it is free.
   */
  let held: { since: number; error: unknown } | undefined;
  let nextTry: Promise<unknown> | undefined;

  const tryLater = (): Promise<unknown> => {
    nextTry ??= sleepFor(BETWEEN_TRIES_MS).then(() => {
      nextTry = undefined;
    });
    return nextTry;
  };

  return {
    async pass(attempt, wait) {
      const arrivedAt = performance.now();
      for (;;) {
        if (nextTry === undefined) {
          try {
            const result = await attempt();
            held = undefined;
            return result;
          } catch (error) {
            if (!isDatabaseLocked(error)) throw error;
            held = { since: held?.since ?? performance.now(), error };
          }
        }
        const now = performance.now();
        const isLongHeld = held !== undefined && arrivedAt - held.since > LONG_HELD_MS;
        if (held && (isLongHeld || now - arrivedAt > MAX_WAIT_MS)) {
          // Somebody has to go on asking, or nobody would learn that it is free.
          void tryLater();
          throw held.error;
        }
        await wait(tryLater());
      }
    },
  };
}

/** Whether `error`, or what caused it, is that another process holds the write lock. */
export const isDatabaseLocked = (error: unknown): boolean =>
  error instanceof Error &&
  ((error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') || isDatabaseLocked(error.cause));
