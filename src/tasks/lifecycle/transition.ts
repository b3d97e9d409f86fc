// The one way a task changes state: its request's row is locked, the task is read inside the
// transaction, and state, ledger entry and the message's due time are written together or not at
// all.

import type { Transaction } from 'kysely';
import { adjustServerScopes } from '../../billing/ledger/ledger.store.ts';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { expireUnpaidInputs, extendRetention, lastFailureBeside, lockImages } from '../../media/images.store.ts';
import type { RequestRow, TaskChange, TaskRow, TaskState } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { Failure } from '../requests/failure.ts';
import { clearInputUrls, inputsOf } from '../requests/inputs.store.ts';
import { changeRequest, lockRequest, makeDeliveryDueWhenAtRest } from '../requests/requests.store.ts';
import { changeTask, requestIdOfTask, taskById } from '../requests/tasks.store.ts';
import type { EndingContext } from './context.ts';
import { bookEnd } from './ending/book-end.ts';
import type { Conclusion, Cost } from './ending/conclusion.ts';

type Trx = Transaction<Database>;

export type Transition =
  | Conclusion
  /** Waits for another turn. */
  | { state: 'queued'; dueAt: SteadyMs }
  /** The provider has accepted it; one that was given up as unconfirmed is known after all. */
  | { state: 'running'; providerTaskId: string; dueAt: SteadyMs };

/** What must be true of a task, inside the transaction, for a transition to happen. */
export interface TransitionGuard {
  from: readonly TaskState[];
  /**
   * The lease under which the change is made, null where there must be none; undefined asks for
   * neither.
   */
  leaseToken?: string | null;
}

/**
 * A task and its request as they are now. Nobody else changes either before the transaction ends.
 */
export interface LockedTask {
  task: TaskRow;
  request: RequestRow;
}

/** What a committed transition still has to tell others. */
export interface Applied {
  task: TaskRow;
  transition: Transition;
  at: SteadyMs;
  /** The request's final state has become due for delivery. */
  isDeliveryDue: boolean;
}

/**
 * Moves a task on in one transaction.
 * @param decide what it becomes, or a function that decides by the rows as they are now; undefined
 * leaves it alone
 * @returns the state it was moved to; undefined where the guard did not hold or nothing was
 * decided, and nothing changed
 * @throws what the database throws; nothing has changed then
 */
export async function transition(
  context: EndingContext,
  taskId: string,
  guard: TransitionGuard,
  decide: Transition | ((locked: LockedTask) => Transition | undefined),
): Promise<TaskState | undefined> {
  const applied = await context.db.transaction().execute(async (trx) => {
    const locked = await lockTask(trx, taskId, guard);
    const next = locked && (typeof decide === 'function' ? decide(locked) : decide);
    return locked && next && applyTransition(trx, context, locked, next);
  });
  if (applied) announce(context, applied);
  return applied?.transition.state;
}

/**
 * Locks the request of a task, then reads both.
 * @returns undefined where the guard does not hold
 */
export async function lockTask(trx: Trx, taskId: string, guard: TransitionGuard): Promise<LockedTask | undefined> {
  const requestId = await requestIdOfTask(trx, taskId);
  const request = requestId === undefined ? undefined : await lockRequest(trx, requestId);
  const task = request && (await taskById(trx, taskId));
  if (!task || !guard.from.includes(task.state)) return undefined;
  if (guard.leaseToken !== undefined && guard.leaseToken !== task.lease_token) return undefined;
  return { task, request };
}

/**
 * Writes a transition of a locked task. The caller calls `announce` with the result once the
 * transaction has committed.
 */
export async function applyTransition(
  trx: Trx,
  context: EndingContext,
  { task, request }: LockedTask,
  next: Transition,
): Promise<Applied> {
  const at = context.now();
  const steadyAt = context.steadyNow();
  const guard = { id: task.id, states: [task.state], leaseToken: task.lease_token };
  const isChanged = await changeTask(trx, guard, {
    ...columnsOf(next, at, steadyAt),
    lease_token: null,
    lease_until: null,
  });
  if (!isChanged) throw new Error(`task ${task.id} changed although its request is locked`);
  const applied = { task, transition: next, at: steadyAt };
  if (next.state === 'queued') return { ...applied, isDeliveryDue: false };
  if (next.state === 'running') {
    await reopen(trx, task, at);
    return { ...applied, isDeliveryDue: false };
  }
  // Before the ledger's sums, as in an admission.
  const inputs = (await inputsOf(trx, task.request_id)).flatMap(({ image_id }) => image_id ?? []);
  await lockImages(trx, next.state === 'completed' ? [...inputs, next.imageId] : inputs);
  await bookEnd(trx, context, { task, request, end: next, at });
  if (next.state === 'completed' && !(await extendRetention(trx, [next.imageId], next.keepUntil)))
    throw new Error(`the image of task ${task.id} is gone before it refers to it`);
  const isDeliveryDue = await makeDeliveryDueWhenAtRest(trx, task.request_id, steadyAt);
  if (isDeliveryDue) await clearInputUrls(trx, task.request_id);
  // Another request of the same images that came to nothing may still be tried again.
  const lastFailureAt = (await lastFailureBeside(trx, task.request_id)) ?? Number.NEGATIVE_INFINITY;
  const keptUntil = Math.max(steadyAt + inputsKeptFor(next), lastFailureAt + TRY_AGAIN_MS);
  await expireUnpaidInputs(trx, task.request_id, keptUntil);
  return { ...applied, isDeliveryDue };
}

/** Long enough to click Try again, or to open the form that changes what was refused. */
const TRY_AGAIN_MS = 60 * 60_000;

/**
 * How long what an unpaid request started from is of use after its end, in milliseconds. What is
 * kept was usable: where another of its images was refused, it can be asked for again without that
 * one. A member who has too much here gets room at once.
 */
function inputsKeptFor(end: Conclusion): number {
  const isOfNoUse = end.state === 'cancelled' || end.state === 'dropped';
  const isTooMuch = end.state === 'failed' && end.failure === 'input-too-many-unpaid';
  return isOfNoUse || isTooMuch ? -1 : TRY_AGAIN_MS;
}

/** Tells the rest of the program of a transition that has been committed. */
export function announce(context: EndingContext, { task, transition: next, at, isDeliveryDue }: Applied): void {
  if (next.state === 'queued' || next.state === 'running') return;
  context.pollPlan?.forget(task.id);
  context.log.info({ taskId: task.id, requestId: task.request_id, ...next }, 'task ended');
  context.observer?.onEnd(task, next, at);
  if (isDeliveryDue) context.display.deliver(task.request_id);
}

/**
 * An unconfirmed task is known after all: what a moderator gave back is reserved again, and its
 * message is a working one.
 */
async function reopen(trx: Trx, task: TaskRow, at: WallMs): Promise<void> {
  if (task.state !== 'unconfirmed') return;
  if (task.released_here_at !== null)
    await adjustServerScopes(trx, {
      taskId: task.id,
      give: 'again',
      at,
      reason: 'known after all',
      actorAccountId: null,
    });
  await changeRequest(trx, task.request_id, { delivered_at: null, delivery_due_at: null });
}

function columnsOf(next: Transition, at: WallMs, steadyAt: SteadyMs): TaskChange {
  const { state } = next;
  const ended = { state, due_at: null, finished_at: at, finished_steady: steadyAt };
  switch (next.state) {
    case 'queued':
      return { state, due_at: next.dueAt };
    case 'running': {
      const reopened = { finished_at: null, finished_steady: null, failure: null, failure_detail: null };
      const { providerTaskId: provider_task_id, dueAt: due_at } = next;
      return { state, provider_task_id, running_at: steadyAt, due_at, released_here_at: null, ...reopened };
    }
    case 'completed':
      return { ...ended, image_id: next.imageId, progress: 1, ...costColumns(next.cost) };
    case 'failed':
      return {
        ...ended,
        failure: next.failure,
        failure_detail: next.detail ?? null,
        ...(next.cost ? costColumns(next.cost) : {}),
      };
    case 'unconfirmed':
      return { ...ended, failure: 'unconfirmed' satisfies Failure, failure_detail: next.detail };
    default:
      return ended;
  }
}

const costColumns = ({ costMicros, estimated }: Cost): TaskChange => ({
  cost_micros: costMicros,
  cost_estimated: estimated ? 1 : 0,
});
