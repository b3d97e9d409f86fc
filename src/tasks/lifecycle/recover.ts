// At start, before anything moves: what the last run left behind is put where it can go on.

import { cancelledUnanswered, changeRequest, makeDeliveryDueWhenAtRest } from '../requests/requests.store.ts';
import { tasksInState, voidClaims } from '../requests/tasks.store.ts';
import { dropAndTell } from './acknowledge.ts';
import type { TaskContext } from './context.ts';
import { concludeTask } from './ending/conclude.ts';
import { createTaskIsolation } from './isolate.ts';

/**
 * This process is the only one (the instance lock says so), so every claim is void. What was not
 * yet answered is dropped, what may have been sent is unconfirmed, what runs is polled now, and
 * whatever rests without having been shown is due for delivery.
 */
export async function recoverTasks(context: TaskContext): Promise<void> {
  const isolation = createTaskIsolation(context);
  await isolation.forEach(await tasksInState(context.db, 'admitted'), (task) => dropAndTell(context, task));
  await isolation.forEach(await tasksInState(context.db, 'submitting'), (task) =>
    concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: 'stopped during submission' }),
  );
  for (const requestId of await cancelledUnanswered(context.db)) {
    // Whether its member saw an answer is not known any more: where there is one, it is brought up
    // to date.
    await changeRequest(context.db, requestId, { acknowledged_at: context.now() });
    await makeDeliveryDueWhenAtRest(context.db, requestId, context.steadyNow());
  }
  const pickedUp = await voidClaims(context.db, context.steadyNow());
  if (pickedUp > 0) context.log.info({ tasks: pickedUp }, 'tasks resumed');
}
