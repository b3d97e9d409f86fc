// What becomes of a task whose charge nobody could confirm: given back to its member and server, and at last decided by the host.
import { adjustHere } from '../billing/ledger.store.ts';
import type { TaskRow } from '../store/schema.ts';
import { concludeTask, costOf } from './conclude.ts';
import type { TaskContext } from './context.ts';
import { parsePictureId } from './gallery.ts';
import { changeTask, tasksOfRequest } from './tasks.store.ts';

/**
 * The reservation no longer counts towards the member's and the server's budgets; the host's holds it on.
 * @param pictureId of a request, or of one of its tasks. @returns how many tasks
 */
export async function releaseHere(context: TaskContext, pictureId: string, actorAccountId: number): Promise<number> {
  let released = 0;
  for (const task of await unconfirmedOf(context, pictureId)) {
    const at = context.now();
    const done = await context.db.transaction().execute(async (trx) => {
      if (task.released_here_at !== null) return false;
      const guard = { id: task.id, states: ['unconfirmed'], leaseToken: null } as const;
      if (!(await changeTask(trx, guard, { released_here_at: at }))) return false;
      await adjustHere(trx, { taskId: task.id, give: 'back', at, reason: 'released by a moderator', actorAccountId });
      return true;
    });
    if (done) released += 1;
  }
  return released;
}

/** The host has looked the charge up. @param pictureId the same. @returns how many tasks */
export async function decideCharge(context: TaskContext, pictureId: string, charged: boolean): Promise<number> {
  let decided = 0;
  for (const task of await unconfirmedOf(context, pictureId)) {
    const cost = charged ? costOf(context, task, undefined) : undefined;
    const conclusion = { state: 'failed', failure: 'unconfirmed', detail: 'decided by the host', cost } as const;
    if (await concludeTask(context, task, ['unconfirmed'], conclusion)) decided += 1;
  }
  return decided;
}

async function unconfirmedOf(context: TaskContext, pictureId: string): Promise<TaskRow[]> {
  const { requestId, taskId } = parsePictureId(pictureId);
  const tasks = await tasksOfRequest(context.db, requestId);
  return tasks.filter(({ id, state }) => state === 'unconfirmed' && (taskId === undefined || id === taskId));
}
