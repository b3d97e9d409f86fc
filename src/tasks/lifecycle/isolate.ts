// One task that cannot be moved on stops no other: what throws is logged and set aside for a while.
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../ops/log.ts';
import { isStorageTrouble } from '../../store/storage-trouble.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;

export interface TaskIsolation {
  /**
   * Does `work` for each task that is not set aside; one that throws is logged and set aside for a
   * while.
   * @throws trouble with storage, which is no task's own
   */
  forEach<Task extends { id: string }>(tasks: readonly Task[], work: (task: Task) => Promise<unknown>): Promise<void>;
  /**
   * Notes that a task failed again.
   * @returns how long to leave it alone, in milliseconds; trouble with storage is soon over
   */
  setAside(taskId: string, error: unknown): number;
  /** All is well with it. */
  clear(taskId: string): void;
}

export function createTaskIsolation({ log, steadyNow }: { log: Logger } & Pick<Clock, 'steadyNow'>): TaskIsolation {
  const aside = new Map<string, { until: number; waitMs: number }>();

  const setAside = (taskId: string, error: unknown): number => {
    const longestMs = isStorageTrouble(error) ? FIRST_WAIT_MS : LONGEST_WAIT_MS;
    const waitMs = Math.min((aside.get(taskId)?.waitMs ?? FIRST_WAIT_MS / 2) * 2, longestMs);
    aside.set(taskId, { until: steadyNow() + waitMs, waitMs });
    log.error({ taskId, waitMs, err: error }, 'task failed unexpectedly, set aside');
    return waitMs;
  };

  return {
    async forEach(tasks, work) {
      for (const task of tasks) {
        if (steadyNow() < (aside.get(task.id)?.until ?? 0)) continue;
        try {
          await work(task);
          aside.delete(task.id);
        } catch (error) {
          if (isStorageTrouble(error)) throw error;
          setAside(task.id, error);
        }
      }
    },
    setAside,
    clear: (taskId) => void aside.delete(taskId),
  };
}
