// The last look before a paid call: what has waited since its claim may have been cancelled,
// deleted, given up or forbidden meanwhile.
import type { Transaction } from 'kysely';
import type { TaskRow } from '../../../store/request-tables.ts';
import type { Database } from '../../../store/schema.ts';
import { changeTask, LEASE_MS } from '../../requests/tasks.store.ts';
import { findStopReason } from '../../scheduling/queue.store.ts';
import type { TaskContext } from '../context.ts';
import { STOPPED_BY } from '../ending/stop-transitions.ts';
import { announce, applyTransition, type LockedTask, lockTask, type Transition } from '../transition.ts';

/**
 * Renews the claim, so that it does not lapse during the call.
 * @returns whether the call may be made; where not, the task has ended, free, or belongs to
 * somebody else by now
 */
export async function confirmTurn(context: TaskContext, { id, lease_token: leaseToken }: TaskRow): Promise<boolean> {
  const outcome = await context.db.transaction().execute(async (trx) => {
    const locked = await lockTask(trx, id, { from: ['submitting'], leaseToken });
    if (!locked) return 'not ours';
    const end = await endInstead(trx, locked, context);
    if (end) return applyTransition(trx, context, locked, end);
    const guard = { id, states: ['submitting'], leaseToken } as const;
    await changeTask(trx, guard, { lease_until: context.steadyNow() + LEASE_MS });
    return 'confirmed';
  });
  if (typeof outcome === 'object') announce(context, outcome);
  return outcome === 'confirmed';
}

async function endInstead(
  trx: Transaction<Database>,
  { task, request }: LockedTask,
  { now }: TaskContext,
): Promise<Transition | undefined> {
  if (task.cancel_requested_at !== null) return { state: 'cancelled', actorAccountId: null };
  const stopReason = await findStopReason(trx, request.id, now());
  return stopReason && STOPPED_BY[stopReason];
}
