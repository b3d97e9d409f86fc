// Stopping: what was set up is taken down in reverse order, all of it, whatever goes wrong on the
// way.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from './log.ts';

export type Releaser = () => unknown;

/**
 * @param releasers may grow until it is called
 * @param timeoutMs how long each may take; one that takes longer is left behind, and counts as
 * failed
 * @returns runs every releaser, the last one first; whoever calls it again waits for the same end.
 * It throws the first error, once all have run; each is logged
 */
export function createStop(releasers: readonly Releaser[], log: Logger, timeoutMs: number): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= releaseAll(releasers, log, timeoutMs);
    return stopped;
  };
}

async function releaseAll(releasers: readonly Releaser[], log: Logger, timeoutMs: number): Promise<void> {
  const errors: unknown[] = [];
  for (const release of releasers.toReversed()) {
    try {
      await withTimeout(release, timeoutMs);
    } catch (error) {
      log.error({ err: error }, 'part of the bot failed to stop');
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

async function withTimeout(release: Releaser, timeoutMs: number): Promise<void> {
  const over = new AbortController();
  const tooLate = sleep(timeoutMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`not stopped within ${timeoutMs} ms`);
  });
  try {
    await Promise.race([release(), tooLate]);
  } finally {
    over.abort();
    await tooLate.catch(() => undefined);
  }
}
