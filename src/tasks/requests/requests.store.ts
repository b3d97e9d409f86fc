// Requests in the database: who asked for what, and the message that shows it.

import type { Kysely, Transaction } from 'kysely';
import type { Clock, SteadyMs, WallMs } from '../../clock.ts';
import type { NewRequestRow, RequestChange, RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { inputsOf } from './inputs.store.ts';
import type { RequestView } from './request-view.ts';
import { takenAway } from './taken-away.store.ts';
import { OPEN_STATES } from './task-states.ts';
import { tasksOfRequest } from './tasks.store.ts';

type Db = Kysely<Database>;

export async function findRequest(db: Db, requestId: string): Promise<RequestView | undefined> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('accounts', 'accounts.id', 'requests.account_id')
    .selectAll('requests')
    .select('accounts.discord_user_id')
    .where('requests.id', '=', requestId)
    .executeTakeFirst();
  if (!row) return undefined;
  const { discord_user_id: userId, ...request } = row;
  return { request, userId, tasks: await tasksOfRequest(db, requestId), inputs: await inputsOf(db, requestId) };
}

export async function isKnownKey(db: Db, key: string): Promise<boolean> {
  return (await db.selectFrom('requests').select('id').where('key', '=', key).executeTakeFirst()) !== undefined;
}

export async function insertRequest(db: Db, row: NewRequestRow): Promise<void> {
  await db.insertInto('requests').values(row).execute();
}

export async function changeRequest(db: Db, requestId: string, change: RequestChange): Promise<void> {
  await db.updateTable('requests').set(change).where('id', '=', requestId).execute();
}

/**
 * Holds a request's row, and with it its tasks, until the transaction ends: whoever else changes
 * them waits. Writing a column as it is locks the row on every database that the queries run on.
 * @returns the row as it is now
 */
export const lockRequest = (trx: Transaction<Database>, requestId: string): Promise<RequestRow | undefined> =>
  trx
    .updateTable('requests')
    .set((eb) => ({ locale: eb.ref('locale') }))
    .where('id', '=', requestId)
    .returningAll()
    .executeTakeFirst();

/** Discord said that this token is over; one that a click has brought meanwhile stays. */
export async function forgetToken(db: Db, requestId: string, token: string): Promise<void> {
  await db
    .updateTable('requests')
    .set({ interaction_token: '' })
    .where('id', '=', requestId)
    .where('interaction_token', '=', token)
    .execute();
}

/** Whose a request is, and where it counts. */
export const placeOfRequest = (
  db: Db,
  requestId: string,
): Promise<Pick<RequestRow, 'account_id' | 'guild_id' | 'kind'>> =>
  db
    .selectFrom('requests')
    .select(['account_id', 'guild_id', 'kind'])
    .where('id', '=', requestId)
    .executeTakeFirstOrThrow();

/** Whether the result that task made has been taken away. */
export async function isTaskDeleted(db: Db, taskId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(['requests.deleted_at', 'tasks.removed_at'])
    .where('tasks.id', '=', taskId)
    .executeTakeFirst();
  return row !== undefined && (row.deleted_at !== null || row.removed_at !== null);
}

/**
 * Notes that the image before the edit stands in its place, or the edit again. An image that has
 * been taken away meanwhile does not come back.
 */
export async function markUndone(db: Db, requestId: string, undone: boolean, now: WallMs): Promise<void> {
  const isBack = undone && !(await isBeforeTakenAway(db, requestId));
  await changeRequest(db, requestId, { undone_at: isBack ? now : null });
}

async function isBeforeTakenAway(db: Db, requestId: string): Promise<boolean> {
  const [before] = await inputsOf(db, requestId);
  return before?.image_id ? (await takenAway(db, [before.image_id])).length > 0 : false;
}

/** The same, and its message is to show it. */
export const setUndone = (db: Db, requestId: string, undone: boolean, { now, steadyNow }: Clock): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await markUndone(trx, requestId, undone, now());
    await makeDeliveryDueWhenAtRest(trx, requestId, steadyNow());
  });

/**
 * Marks a request's message as due once none of its tasks is at work or waiting any more. What is
 * ready is not held back by a straggler whose member has been told that it takes longer.
 */
export async function makeDeliveryDueWhenAtRest(db: Db, requestId: string, now: SteadyMs): Promise<boolean> {
  const result = await db
    .updateTable('requests')
    .set({ delivery_due_at: now, delivery_attempts: 0, delivered_at: null })
    .where('id', '=', requestId)
    .where('acknowledged_at', 'is not', null)
    .where(({ and, not, exists, selectFrom }) => {
      const tasks = selectFrom('tasks').select('id').where('request_id', '=', requestId);
      const awaited = tasks.where('state', 'in', OPEN_STATES).where('late_notice_at', 'is', null);
      return and([not(exists(awaited)), exists(tasks.where('state', 'not in', OPEN_STATES))]);
    })
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Requests that were cancelled wholly before their first answer was noted. @returns their ids */
export async function cancelledUnanswered(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('id')
    .where('acknowledged_at', 'is', null)
    .where('deleted_at', 'is', null)
    .where(({ and, not, exists, selectFrom }) => {
      const tasks = selectFrom('tasks').select('tasks.id').whereRef('tasks.request_id', '=', 'requests.id');
      return and([
        exists(tasks.where('tasks.state', '=', 'cancelled')),
        not(exists(tasks.where('tasks.state', '<>', 'cancelled'))),
      ]);
    })
    .execute();
  return rows.map(({ id }) => id);
}
