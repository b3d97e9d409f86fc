// What becomes of a task whose charge nobody could confirm: given back to its member and server,
// and at last decided by the operator.
import { adjustServerScopes } from '../../../billing/ledger/ledger.store.ts';
import type { TaskRow } from '../../../store/request-tables.ts';
import { parseImageId } from '../../requests/request-images.ts';
import { changeTask, tasksOfRequest } from '../../requests/tasks.store.ts';
import type { TaskContext } from '../context.ts';
import { lockTask } from '../transition.ts';
import { concludeTask, settledCost } from './conclude.ts';

/**
 * The reservation no longer counts towards the member's and the server's budgets; the operator's
 * holds it on.
 * @param imageId of a request, or of one of its tasks. @returns how many tasks
 */
export async function releaseForServer(context: TaskContext, imageId: string, actorAccountId: number): Promise<number> {
  let released = 0;
  for (const { id } of await unconfirmedOf(context, imageId)) {
    if (await releaseTaskForServer(context, id, actorAccountId)) released += 1;
  }
  return released;
}

/** @returns whether this call released it: false where it was released or decided meanwhile */
const releaseTaskForServer = (context: TaskContext, taskId: string, actorAccountId: number): Promise<boolean> =>
  context.db.transaction().execute(async (trx) => {
    const locked = await lockTask(trx, taskId, { from: ['unconfirmed'] });
    if (!locked || locked.task.released_here_at !== null) return false;
    const at = context.now();
    const guard = { id: taskId, states: ['unconfirmed'], leaseToken: null } as const;
    if (!(await changeTask(trx, guard, { released_here_at: at }))) return false;
    await adjustServerScopes(trx, { taskId, give: 'back', at, reason: 'released by a moderator', actorAccountId });
    return true;
  });

/** The operator has looked the charge up. @param imageId the same. @returns how many tasks */
export async function resolveUnconfirmedCharge(
  context: TaskContext,
  imageId: string,
  charged: boolean,
): Promise<number> {
  let decided = 0;
  for (const task of await unconfirmedOf(context, imageId)) {
    const cost = charged ? settledCost(context, task, undefined) : undefined;
    const conclusion = { state: 'failed', failure: 'unconfirmed', detail: 'decided by the host', cost } as const;
    if (await concludeTask(context, task, ['unconfirmed'], conclusion)) decided += 1;
  }
  return decided;
}

async function unconfirmedOf(context: TaskContext, imageId: string): Promise<TaskRow[]> {
  const { requestId, taskId } = parseImageId(imageId);
  const tasks = await tasksOfRequest(context.db, requestId);
  return tasks.filter(({ id, state }) => state === 'unconfirmed' && (taskId === undefined || id === taskId));
}
