// The end of a look that did not end the task: the claim is given back and the next look planned.
import type { TaskChange, TaskRow } from '../store/schema.ts';
import { concludeTask } from './conclude.ts';
import type { TaskContext } from './context.ts';
import { lockRequest, makeDeliveryDueWhenAtRest } from './requests.store.ts';
import { changeTask, type TaskGuard } from './tasks.store.ts';

/** A provider that does not know a task's end after this long never will. */
const GIVE_UP_MS = 24 * 3600 * 1000;

/**
 * Plans the next look, and notes once when the picture takes long enough to say so.
 * @param waitMs where this look told nothing new of when the task ends: how long until the next
 */
export async function lookAgain(
  context: TaskContext,
  task: TaskRow,
  change: TaskChange,
  waitMs?: number,
): Promise<void> {
  const now = context.now();
  const elapsedMs = now - (task.running_at ?? now);
  if (elapsedMs > GIVE_UP_MS) {
    await concludeTask(context, task, ['running'], { state: 'unconfirmed', detail: 'no end known after 24 hours' });
    return;
  }
  const { taskTimeoutMs } = context.limits;
  const look = { taskId: task.id, model: task.model, elapsedMs, progress: change.progress ?? undefined };
  const isLate = elapsedMs > taskTimeoutMs && task.late_notice_at === null;
  const guard = { id: task.id, states: ['running'], leaseToken: task.lease_token } as const;
  const next = {
    ...change,
    polls: task.polls + 1,
    due_at: now + (waitMs ?? context.pollPlan.next(look)),
    lease_token: null,
    lease_until: null,
  };
  if (!isLate) await changeTask(context.db, guard, next);
  // What else its request has is not held back by it.
  else if (await noteLate(context, task.request_id, guard, { ...next, late_notice_at: now })) {
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
    return makeDeliveryDueWhenAtRest(trx, requestId, context.now());
  });
