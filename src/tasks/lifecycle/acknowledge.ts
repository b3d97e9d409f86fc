// Between admission and work stands the first answer: only a member who has seen it may be charged.

import type { TaskRow } from '../../store/request-tables.ts';
import { changeRequest, makeDeliveryDueWhenAtRest } from '../requests/requests.store.ts';
import { queueAdmitted, tasksOfRequest } from '../requests/tasks.store.ts';
import type { TaskContext } from './context.ts';
import { concludeTask } from './ending/conclude.ts';
import { retryOnStorageError } from './retry-storage.ts';

/** Longer than a lock lasts, short enough for somebody who waits for a word. */
const RETRY_FOR_MS = 10_000;

/** What Discord said of the message that answers a request. */
export interface Acknowledgement {
  messageId: string | null;
  /** Discord may have made it private although a public one was asked for. */
  isPrivate: boolean;
}

/** The first answer has been accepted: the request's tasks may be submitted. */
export async function acknowledge(context: TaskContext, requestId: string, answer: Acknowledgement): Promise<void> {
  const now = context.now();
  const store = () =>
    context.db.transaction().execute(async (trx) => {
      await changeRequest(trx, requestId, {
        acknowledged_at: now,
        message_id: answer.messageId,
        is_private: answer.isPrivate ? 1 : 0,
      });
      await queueAdmitted(trx, requestId, context.steadyNow());
      // All of it may have been cancelled before its member saw the answer.
      return makeDeliveryDueWhenAtRest(trx, requestId, context.steadyNow());
    });
  if (await retryOnStorageError(context, store, RETRY_FOR_MS)) context.display.deliver(requestId);
}

/** The first answer failed for good: nothing was submitted, and nothing will be. */
export async function drop(context: TaskContext, requestId: string): Promise<void> {
  const conclude = async () => {
    for (const task of await tasksOfRequest(context.db, requestId)) {
      await concludeTask(context, task, ['admitted'], { state: 'dropped' });
    }
  };
  await retryOnStorageError(context, conclude, RETRY_FOR_MS);
}

/**
 * Drops a task of which nobody knows whether its member saw the first answer: where there is one,
 * it says that nothing was made.
 */
export async function dropAndTell(context: TaskContext, task: TaskRow): Promise<void> {
  await changeRequest(context.db, task.request_id, { acknowledged_at: context.now() });
  await concludeTask(context, task, ['admitted'], { state: 'dropped' });
}
