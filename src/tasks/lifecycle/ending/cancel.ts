// Calling a request off: free before submission, impossible to undo at the provider after it.

import { accountOf } from '../../../accounts/accounts.store.ts';
import type { TaskRow } from '../../../store/request-tables.ts';
import { lockRequest, makeDeliveryDueWhenAtRest } from '../../requests/requests.store.ts';
import { requestCancel, stoppableTasks, tasksOfRequest, withdrawCancel } from '../../requests/tasks.store.ts';
import type { TaskContext } from '../context.ts';
import { type Applied, announce, applyTransition } from '../transition.ts';

export type CancelResult =
  | {
      outcome: 'done';
      /** Tasks called off before they cost anything. */
      cancelled: number;
      /**
       * Tasks the provider has already started, and charges for anyway; none of both where nothing
       * was left to cancel.
       */
      started: TaskRow[];
    }
  | {
      /** Nothing was done: whoever cancels is to know first what is charged anyway. */
      outcome: 'charged-anyway';
      /** Tasks that can still be called off free. */
      free: number;
      charged: TaskRow[];
    };

export interface CancelActor {
  userId: string;
  /** What a moderator stops stays unseen; a member may still look at what was paid for. */
  as: 'member' | 'moderator';
}

/**
 * All of a request's tasks in one transaction, so that none of them moves on meanwhile.
 * @param evenIfCharged whether the actor knows that what was started is charged anyway
 */
export async function cancelRequest(
  context: TaskContext,
  requestId: string,
  actor: CancelActor,
  { evenIfCharged }: { evenIfCharged: boolean },
): Promise<CancelResult> {
  const ended: Applied[] = [];
  let isDeliveryDue = false;
  const result = await context.db.transaction().execute(async (trx): Promise<CancelResult> => {
    const request = await lockRequest(trx, requestId);
    if (!request) return { outcome: 'done', cancelled: 0, started: [] };
    const tasks = await tasksOfRequest(trx, requestId);
    const waiting = tasks.filter(({ state }) => state === 'admitted' || state === 'queued');
    const charged = await stoppableTasks(trx, requestId, actor.as);
    if (charged.length > 0 && !evenIfCharged) return { outcome: 'charged-anyway', free: waiting.length, charged };
    // Inside: an account that is forgotten meanwhile is not the one that did it.
    const actorAccountId = await accountOf(trx, actor.userId, context.now());
    for (const task of waiting) {
      const cancelled = { state: 'cancelled', actorAccountId } as const;
      ended.push(await applyTransition(trx, context, { task, request }, cancelled));
    }
    for (const { id } of charged) await requestCancel(trx, id, actor.as, context.now());
    // Where the others are shown already, that this one was called off is shown beside them.
    isDeliveryDue = charged.length > 0 && (await makeDeliveryDueWhenAtRest(trx, requestId, context.steadyNow()));
    return { outcome: 'done', cancelled: waiting.length, started: charged };
  });
  for (const applied of ended) announce(context, applied);
  if (isDeliveryDue) context.display.deliver(requestId);
  return result;
}

/** Images that were kept back by a cancel that came too late are shown after all. */
export async function showAfterAll(context: TaskContext, requestId: string): Promise<void> {
  await context.db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId);
    await withdrawCancel(trx, requestId);
    await makeDeliveryDueWhenAtRest(trx, requestId, context.steadyNow());
  });
  context.display.deliver(requestId);
}
