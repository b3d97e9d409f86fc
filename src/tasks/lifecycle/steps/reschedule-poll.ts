// The end of a poll that did not end the task: the claim is given back and the next poll planned.
import type { TaskChange, TaskRow } from '../../../store/request-tables.ts';
import { lockRequest, makeDeliveryDueWhenAtRest } from '../../requests/requests.store.ts';
import { changeTask, type TaskGuard } from '../../requests/tasks.store.ts';
import { backOffMs } from '../../scheduling/back-off.ts';
import type { TaskContext } from '../context.ts';
import { concludeTask } from '../ending/conclude.ts';

/** A provider that does not know a task's end after this long never will. */
const GIVE_UP_MS = 24 * 3600 * 1000;

/** The longest that the other side may ask to wait: a result's link lives for ten minutes. */
const LONGEST_ASKED_MS = 2 * 60 * 1000;

export interface NextPoll {
  /**
   * Whether the provider answered that the task has no end yet: only then may it be given up, since
   * a provider that is away knows the end perhaps.
   */
  isAnswered: boolean;
  /** Where this poll told nothing new of when the task ends: how long until the next. */
  waitMs?: number;
}

/**
 * What a poll that failed changes, and the wait after it.
 * @param askedMs how long the other side asks to wait
 */
export function afterFailure(
  { poll_failures }: Pick<TaskRow, 'poll_failures'>,
  askedMs = 0,
): { change: TaskChange; waitMs: number } {
  const failures = poll_failures + 1;
  return { change: { poll_failures: failures }, waitMs: backOffMs(failures, Math.min(askedMs, LONGEST_ASKED_MS)) };
}

/** Plans the next poll, and notes once when the image takes long enough to say so. */
export async function reschedulePoll(
  context: TaskContext,
  task: TaskRow,
  change: TaskChange,
  { isAnswered, waitMs }: NextPoll,
): Promise<void> {
  const now = context.steadyNow();
  const elapsedMs = now - (task.running_at ?? now);
  if (isAnswered && elapsedMs > GIVE_UP_MS) {
    await concludeTask(context, task, ['running'], { state: 'unconfirmed', detail: 'no end known after 24 hours' });
    return;
  }
  const { taskTimeoutMs } = context.limits;
  const poll = { taskId: task.id, model: task.model, elapsedMs, progress: change.progress ?? undefined };
  const isLate = elapsedMs > taskTimeoutMs && task.late_notice_at === null;
  const guard = { id: task.id, states: ['running'], leaseToken: task.lease_token } as const;
  const next = {
    ...change,
    polls: task.polls + 1,
    due_at: now + (waitMs ?? context.pollPlan.next(poll)),
    lease_token: null,
    lease_until: null,
  };
  if (!isLate) await changeTask(context.db, guard, next);
  // What else its request has is not held back by it.
  else if (await noteLate(context, task.request_id, guard, { ...next, late_notice_at: context.now() })) {
    context.display.deliver(task.request_id);
    return;
  }
  context.display.showProgress(task.request_id);
}

/** @returns whether the request's message has become due for delivery */
const noteLate = (context: TaskContext, requestId: string, guard: TaskGuard, change: TaskChange): Promise<boolean> =>
  context.db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId);
    if (!(await changeTask(trx, guard, change))) return false;
    return makeDeliveryDueWhenAtRest(trx, requestId, context.steadyNow());
  });
