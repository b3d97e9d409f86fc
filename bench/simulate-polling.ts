// Tasks whose ends are known beforehand, looked at by a poll plan on a clock of their own: hours in
// milliseconds.
import { drawDurationMs, type TaskPlan } from '../playground/vtrix-api/settings.ts';
import { progressOf } from '../playground/vtrix-api/tasks.ts';
import type { PollPlan } from '../src/tasks/scheduling/poll-plan.ts';

export type ReportKind = TaskPlan['progress'];

export interface Watching {
  durationMs: number;
  /** From its end to the poll that saw it. */
  delayMs: number;
  polls: number;
}

const MODEL = 'flux_kontext_max';

/**
 * @param durationsMs one task each, in the order in which they begin
 * @param everyMs between one beginning and the next: what is learned from a task helps those that
 * are under way
 * @returns what became of each, in the same order
 */
export function simulatePolling(
  plan: PollPlan,
  durationsMs: readonly number[],
  reports: ReportKind,
  everyMs = 2_000,
): Watching[] {
  const tasks = durationsMs.map((durationMs, index) => {
    const task = { taskId: String(index), model: MODEL };
    return { task, durationMs, beganAt: index * everyMs, dueAt: index * everyMs, polls: 0 };
  });
  const results: Watching[] = [];
  const open = [...tasks];
  while (open.length > 0) {
    const next = open.reduce((first, task) => (task.dueAt < first.dueAt ? task : first));
    const { task, durationMs, beganAt } = next;
    const elapsedMs = next.dueAt - beganAt;
    if (elapsedMs === 0) {
      next.dueAt += plan.begin(task);
      continue;
    }
    next.polls += 1;
    if (elapsedMs >= durationMs) {
      plan.end({ ...task, elapsedMs });
      results[tasks.indexOf(next)] = { durationMs, delayMs: elapsedMs - durationMs, polls: next.polls };
      open.splice(open.indexOf(next), 1);
    } else {
      next.dueAt += plan.next({ ...task, elapsedMs, progress: progressOf(reports, elapsedMs / durationMs) });
    }
  }
  return results;
}

/** The other way: every `everyMs`, whatever is known. */
export const fixedPlan = (everyMs: number): PollPlan => ({
  begin: () => everyMs,
  next: () => everyMs,
  end: () => undefined,
  forget: () => undefined,
});

export interface Summary {
  delayMs: number;
  polls: number;
  /**
   * Delay × polls over half the mean duration, which is what a fixed interval makes of it at best,
   * however long.
   */
  share: number;
}

export function summarise(results: readonly Watching[]): Summary {
  const mean = (of: (watching: Watching) => number) =>
    results.reduce((sum, watching) => sum + of(watching), 0) / results.length;
  const [delayMs, polls] = [mean((watching) => watching.delayMs), mean((watching) => watching.polls)];
  return { delayMs, polls, share: (delayMs * polls) / (mean((watching) => watching.durationMs) / 2) };
}

/** Log-normal durations around a median, of which `tail` (0 to 1) take a minute instead. */
export const drawDurations = (count: number, medianMs: number, random: () => number, tail = 0): number[] =>
  Array.from({ length: count }, () =>
    random() < tail ? 60_000 : drawDurationMs({ medianMs, sigma: 0.35, speed: 1 }, random),
  );
