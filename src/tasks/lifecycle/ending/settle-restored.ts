// After a backup has been put back: what it held as waiting may have been made and paid for since,
// so none of it is ever submitted again.

import { markAllFeedCopiesUnknown } from '../../messages/feed-copies.store.ts';
import { tasksInState } from '../../requests/tasks.store.ts';
import type { EndingContext } from '../context.ts';
import { concludeTask } from './conclude.ts';

export interface RestoredTasks {
  /** Waited: given up, their reservations released. Their members are told at the next start. */
  released: number;
  /** May have been sent just then: they stay reserved until somebody decides. */
  unconfirmed: number;
  /** The provider's id is known: they are polled again. */
  running: number;
}

export async function settleRestored(context: EndingContext): Promise<RestoredTasks> {
  const { db } = context;
  const [admitted, queued, submitting, running] = await Promise.all(
    (['admitted', 'queued', 'submitting', 'running'] as const).map((state) => tasksInState(db, state)),
  );
  for (const task of admitted ?? []) await concludeTask(context, task, ['admitted'], { state: 'dropped' });
  for (const task of queued ?? [])
    await concludeTask(context, task, ['queued'], { state: 'failed', failure: 'restored' });
  for (const task of submitting ?? [])
    await concludeTask(context, task, ['submitting'], {
      state: 'unconfirmed',
      detail: 'in the backup it was being submitted',
    });
  await markAllFeedCopiesUnknown(db);
  const [released, unconfirmed] = [(admitted ?? []).length + (queued ?? []).length, (submitting ?? []).length];
  return { released, unconfirmed, running: (running ?? []).length };
}
