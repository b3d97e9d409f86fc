// What must not be lost is stored as soon as it can be: a locked database or a full disk is waited
// out.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { isStorageTrouble } from '../../store/storage-trouble.ts';
import type { TaskContext } from './context.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * Retries `work` while the database is temporarily unwritable.
 * @param retryForMs where given, how long at most
 * @throws what `work` throws for any other reason, and its trouble once that time is over
 */
export async function retryOnStorageError<Result>(
  { log, steadyNow }: Pick<TaskContext, 'log' | 'steadyNow'>,
  work: () => Promise<Result>,
  retryForMs = Number.POSITIVE_INFINITY,
): Promise<Result> {
  const startedAt = steadyNow();
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isStorageTrouble(error) || steadyNow() - startedAt >= retryForMs) throw error;
      log.warn({ err: error }, 'not stored yet');
      await sleepFor(waitMs);
    }
  }
}
