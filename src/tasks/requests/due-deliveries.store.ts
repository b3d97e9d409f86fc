// Which requests' messages still have to show their end, and which have to be looked at once more.
import type { Kysely, Transaction } from 'kysely';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { inState } from '../../store/in-state.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { changeRequest } from './requests.store.ts';
import { OPEN_STATES } from './task-states.ts';

type Db = Kysely<Database>;

/** Requests whose final state waits to be shown at `now`, the longest due first. */
export const dueDeliveries = (db: Db, now: SteadyMs, limit: number): Promise<{ id: string }[]> =>
  db
    .selectFrom('requests')
    .select('id')
    .where('delivery_due_at', '<=', now)
    .orderBy('delivery_due_at')
    .limit(limit)
    .execute();

/**
 * A progress edit got no answer: its request's message is looked at once more, once it shows the
 * result.
 */
export const markProgressUnknown = (db: Db, requestId: string): Promise<void> =>
  changeRequest(db, requestId, { confirm_due: 1 });

/** The same of all that an earlier run may have been editing when it ended. */
export async function markLastProgressUnknown(db: Db): Promise<void> {
  await db
    .updateTable('requests')
    .set({ confirm_due: 1 })
    .where('acknowledged_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .where(({ or, eb, exists, selectFrom }) => {
      const open = selectFrom('tasks').select('tasks.id').where('tasks.state', 'in', OPEN_STATES);
      return or([eb('delivery_due_at', 'is not', null), exists(open.whereRef('tasks.request_id', '=', 'requests.id'))]);
    })
    .execute();
}

/**
 * Delivered requests whose messages are to be looked at once more, since a progress edit got no
 * answer.
 * @param requestId only this one
 */
export async function requestsToConfirm(db: Db, requestId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('id')
    .where('confirm_due', '=', 1)
    .where('delivered_at', 'is not', null)
    .where('delivery_due_at', 'is', null)
    .$if(requestId !== undefined, (query) => query.where('id', '=', requestId ?? ''))
    .execute();
  return rows.map(({ id }) => id);
}

export async function nextDeliveryDueAt(db: Db): Promise<SteadyMs | undefined> {
  const { due } = await db
    .selectFrom('requests')
    .select((eb) => eb.fn.min('delivery_due_at').as('due'))
    .executeTakeFirstOrThrow();
  return due ?? undefined;
}

/**
 * The final state has been shown, or never will be: nothing is left to do.
 * @param dueAt what was due when showing began: something newer stays due
 * @param also what is to be stored together with it
 */
export const markDelivered = (
  db: Db,
  requestId: string,
  { dueAt, now }: { dueAt: SteadyMs; now: WallMs },
  also?: (trx: Transaction<Database>) => Promise<void>,
): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('requests')
      .set({ delivered_at: now, delivery_due_at: null })
      .where('id', '=', requestId)
      .where('delivery_due_at', '=', dueAt)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await endCompletedTasks(trx, requestId);
    await also?.(trx);
  });

/**
 * Whoever takes a request's due time away for good calls it: nobody would look at its completed
 * tasks again.
 */
export async function endCompletedTasks(trx: Transaction<Database>, requestId: string): Promise<void> {
  await trx
    .updateTable('tasks')
    .set({ state: 'delivered' })
    .where('request_id', '=', requestId)
    .where('state', '=', inState('completed'))
    .execute();
}

/**
 * Showing the final state failed and is tried again at `nextDueAt`, unless something newer is due,
 * or nothing any more.
 */
export async function postponeDelivery(
  db: Db,
  { id, delivery_due_at, delivery_attempts }: RequestRow,
  nextDueAt: SteadyMs,
): Promise<void> {
  await db
    .updateTable('requests')
    .set({ delivery_due_at: nextDueAt, delivery_attempts: delivery_attempts + 1 })
    .where('id', '=', id)
    .where('delivery_due_at', '=', delivery_due_at)
    .execute();
}
