// Whoever wants to hear of tasks without being part of their life, such as metrics.

import { MICROS_PER_USD } from '../billing/money.ts';
import type { SteadyMs } from '../clock.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { TaskRow } from '../store/request-tables.ts';
import type { Admission, Wish } from './admit.ts';
import type { Conclusion } from './conclusion.ts';

/** Called once a change holds; must not throw. */
export interface TaskObserver {
  onAdmission(wish: Wish, admission: Admission): void;
  onEnd(task: TaskRow, conclusion: Conclusion, at: SteadyMs): void;
}

/** Tells several observers. */
export const joinObservers = (
  meter: TaskObserver,
  ...watchers: readonly Pick<TaskObserver, 'onEnd'>[]
): TaskObserver => ({
  onAdmission: meter.onAdmission,
  onEnd(task, conclusion, at) {
    for (const { onEnd } of [meter, ...watchers]) onEnd(task, conclusion, at);
  },
});

export const createTaskMeter = (metrics: Metrics): TaskObserver => ({
  onAdmission({ kind, tasks }, admission) {
    if (admission.outcome === 'admitted') metrics.admitted(kind, tasks.length);
    if (admission.outcome === 'denied') metrics.denied(admission.denial.rule);
  },
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
