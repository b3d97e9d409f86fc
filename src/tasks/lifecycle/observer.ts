// Whoever wants to hear of tasks without being part of their life, such as metrics.

import { MICROS_PER_USD } from '../../billing/money.ts';
import type { SteadyMs } from '../../clock.ts';
import type { Metrics } from '../../ops/metrics.ts';
import type { RequestRow, TaskRow } from '../../store/request-tables.ts';
import type { Conclusion } from './ending/conclusion.ts';

/** Called once a change holds; must not throw. */
export interface TaskObserver {
  onAdmitted(kind: RequestRow['kind'], tasks: number): void;
  /** @param rule the limit or block that denied a request */
  onDenied(rule: string): void;
  onEnd(task: TaskRow, conclusion: Conclusion, at: SteadyMs): void;
}

/** Tells several observers. */
export const joinObservers = (
  meter: TaskObserver,
  ...watchers: readonly Pick<TaskObserver, 'onEnd'>[]
): TaskObserver => ({
  onAdmitted: meter.onAdmitted,
  onDenied: meter.onDenied,
  onEnd(task, conclusion, at) {
    for (const { onEnd } of [meter, ...watchers]) onEnd(task, conclusion, at);
  },
});

export const createTaskMeter = (metrics: Metrics): TaskObserver => ({
  onAdmitted: metrics.admitted,
  onDenied: metrics.denied,
  onEnd(task, conclusion, at) {
    const cost = 'cost' in conclusion ? conclusion.cost : undefined;
    metrics.ended({
      model: task.model,
      outcome: conclusion.state,
      failure: 'failure' in conclusion ? conclusion.failure : undefined,
      costUsd: (cost?.costMicros ?? 0) / MICROS_PER_USD,
      seconds: (at - task.admitted_steady) / 1000,
      polls: task.polls,
    });
  },
});
