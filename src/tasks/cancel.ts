// Calling a request off: free before submission, impossible to undo at the provider after it.
import type { TaskContext } from './context.ts';
import { lockRequest, makeDeliveryDueWhenAtRest } from './requests.store.ts';
import { requestCancel, tasksOfRequest, withdrawCancel } from './tasks.store.ts';
import { type Applied, announce, applyTransition } from './transition.ts';

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

/** All of a request's tasks in one transaction, so that none of them moves on meanwhile. */
export async function cancelRequest(
  context: TaskContext,
  requestId: string,
  actor: CancelActor,
): Promise<CancelResult> {
  const ended: Applied[] = [];
  let started = 0;
  const isDeliveryDue = await context.db.transaction().execute(async (trx) => {
    const request = await lockRequest(trx, requestId);
    if (!request) return false;
    for (const task of await tasksOfRequest(trx, requestId)) {
      if (task.state === 'admitted' || task.state === 'queued') {
        const cancelled = { state: 'cancelled', actorAccountId: actor.accountId } as const;
        ended.push(await applyTransition(trx, context, { task, request }, cancelled));
      } else if (await requestCancel(trx, task.id, actor.as, context.now())) {
        started += 1;
      }
    }
    // Where the others are shown already, that this one was called off is shown beside them.
    return started > 0 && (await makeDeliveryDueWhenAtRest(trx, requestId, context.steadyNow()));
  });
  for (const applied of ended) announce(context, applied);
  if (isDeliveryDue) context.display.deliver(requestId);
  return { cancelled: ended.length, started };
}

/** Pictures that were kept back by a cancel that came too late are shown after all. */
export async function showAfterAll(context: TaskContext, requestId: string): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId);
    await withdrawCancel(trx, requestId);
    await makeDeliveryDueWhenAtRest(trx, requestId, context.steadyNow());
  });
  context.display.deliver(requestId);
}
