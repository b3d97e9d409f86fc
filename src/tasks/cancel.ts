// Calling a request off: free before submission, impossible to undo at the provider after it.
import { concludeTask } from './conclude.ts';
import type { TaskContext } from './context.ts';
import { makeDeliveryDueWhenAtRest } from './requests.store.ts';
import { requestCancel, tasksOfRequest, withdrawCancel } from './tasks.store.ts';

export interface CancelResult {
  /** Tasks called off before they cost anything. */
  cancelled: number;
  /** Tasks the provider has already started, and charges for anyway. */
  started: number;
}

export interface CancelActor {
  accountId: number;
  /** What a moderator stops stays unseen; a member may still look at what was paid for. */
  as: 'member' | 'moderator';
}

export async function cancelRequest(
  context: TaskContext,
  requestId: string,
  actor: CancelActor,
): Promise<CancelResult> {
  const result: CancelResult = { cancelled: 0, started: 0 };
  for (const task of await tasksOfRequest(context.db, requestId)) {
    const waiting = { ...task, lease_token: null };
    if (
      await concludeTask(context, waiting, ['admitted', 'queued'], {
        state: 'cancelled',
        actorAccountId: actor.accountId,
      })
    ) {
      result.cancelled += 1;
    } else if (await requestCancel(context.db, task.id, actor.as, context.now())) {
      result.started += 1;
    }
  }
  // Where the others are shown already, that this one was called off is shown beside them.
  if (result.started > 0 && (await makeDeliveryDueWhenAtRest(context.db, requestId, context.now())))
    context.display.deliver(requestId);
  return result;
}

/** Pictures that were kept back by a cancel that came too late are shown after all. */
export async function showAfterAll(context: TaskContext, requestId: string): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    await withdrawCancel(trx, requestId);
    await makeDeliveryDueWhenAtRest(trx, requestId, context.now());
  });
  context.display.deliver(requestId);
}
