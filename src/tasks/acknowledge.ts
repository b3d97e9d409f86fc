// Between admission and work stands the first answer: only a member who has seen it may be charged.

import { concludeTask } from './conclude.ts';
import type { TaskContext } from './context.ts';
import { changeRequest } from './requests.store.ts';
import { queueAdmitted, tasksOfRequest } from './tasks.store.ts';

/** What Discord said of the message that answers a request. */
export interface Acknowledgement {
  messageId: string | null;
  /** Discord may have made it private although a public one was asked for. */
  isPrivate: boolean;
}

/** The first answer has been accepted: the request's tasks may be submitted. */
export async function acknowledge(context: TaskContext, requestId: string, answer: Acknowledgement): Promise<void> {
  const now = context.now();
  await context.db.transaction().execute(async (trx) => {
    await changeRequest(trx, requestId, {
      acknowledged_at: now,
      message_id: answer.messageId,
      is_private: answer.isPrivate ? 1 : 0,
    });
    await queueAdmitted(trx, requestId, now);
  });
}

/** The first answer failed for good: nothing was submitted, and nothing will be. */
export async function drop(context: TaskContext, requestId: string): Promise<void> {
  for (const task of await tasksOfRequest(context.db, requestId)) {
    await concludeTask(context, task, ['admitted'], { state: 'dropped' });
  }
}
