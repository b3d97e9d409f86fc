// Requests in the database: who asked for what, and the message that shows it.
import type { Kysely, SelectQueryBuilder } from 'kysely';
import { adjustHere } from '../billing/ledger.store.ts';
import { letGo } from '../media/pictures.store.ts';
import { inState } from '../store/in-state.ts';
import type {
  Database,
  InputRow,
  NewRequestRow,
  RequestChange,
  RequestRow,
  TaskChange,
  TaskRow,
} from '../store/schema.ts';
import { inputsOf } from './inputs.store.ts';
import { changeTask, OPEN_STATES, tasksOfRequest } from './tasks.store.ts';

type Db = Kysely<Database>;

/** A request, its tasks in order, and the Discord user who asked (null once they asked to be forgotten). */
export interface RequestView {
  request: RequestRow;
  tasks: TaskRow[];
  userId: string | null;
  inputs: InputRow[];
}

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

/** The request that a message of the bot's shows. */
export async function requestOfMessage(db: Db, messageId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('requests')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('message_id', '=', messageId),
        eb('id', 'in', eb.selectFrom('showings').select('request_id').where('message_id', '=', messageId)),
      ]),
    )
    .executeTakeFirst();
  return row?.id;
}

/** Whether the result that task made has been taken away. */
export async function isTaskDeleted(db: Db, taskId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select('requests.deleted_at')
    .where('tasks.id', '=', taskId)
    .executeTakeFirst();
  return typeof row?.deleted_at === 'number';
}

/** Whether a further message shows it in that channel. */
export async function isShownIn(db: Db, requestId: string, channelId: string): Promise<boolean> {
  const showings = await showingsOf(db, requestId);
  return showings.some((showing) => showing.channelId === channelId);
}

export const showingsOf = (db: Db, requestId: string): Promise<{ messageId: string; channelId: string }[]> =>
  db
    .selectFrom('showings')
    .select(['message_id as messageId', 'channel_id as channelId'])
    .where('request_id', '=', requestId)
    .execute();

interface Showing {
  channelId: string;
  messageId: string;
  now: number;
}

/** A further message shows it, or is about it. */
export async function addShowing(db: Db, requestId: string, { messageId, channelId, now }: Showing): Promise<void> {
  await db
    .insertInto('showings')
    .values({ message_id: messageId, request_id: requestId, channel_id: channelId, created_at: now })
    .execute();
}

/** That message is gone. */
export async function forgetShowing(db: Db, messageId: string): Promise<void> {
  await db.deleteFrom('showings').where('message_id', '=', messageId).execute();
}

/** Its member has posted the picture for everybody there: it is no secret any more, but no link leads to the message that was one. */
export const addPosting = (db: Db, id: string, showing: Showing): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await addShowing(trx, id, showing);
    await trx
      .updateTable('requests')
      .set({ is_private: 0, message_id: null })
      .where('id', '=', id)
      .where('is_private', '=', 1)
      .execute();
  });

/** It was not shown after all. @param before the request as it was */
export const withdrawPosting = (db: Db, before: RequestRow, messageId: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await forgetShowing(trx, messageId);
    const { is_private, message_id } = before;
    await changeRequest(trx, before.id, { is_private, message_id });
  });

/** Nothing shows it any more, and its pictures go with the next sweep, unless another request still needs them. */
export const deleteRequest = (db: Db, requestId: string, now: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await changeRequest(trx, requestId, { deleted_at: now, delivery_due_at: null });
    const used = await picturesOf(trx, (requests) => requests.where('requests.id', '=', requestId));
    const needed = await picturesOf(trx, (requests) => requests.where('requests.deleted_at', 'is', null), used);
    await letGo(
      trx,
      used.filter((id) => !needed.includes(id)),
      now,
    );
  });

type Requests = SelectQueryBuilder<Database, 'requests', { id: string }>;

/** Results and inputs of the requests that `choose` leaves. @param among only these pictures; all of them where not given */
async function picturesOf(
  db: Db,
  choose: (requests: Requests) => Requests,
  among?: readonly string[],
): Promise<string[]> {
  if (among?.length === 0) return [];
  const requests = choose(db.selectFrom('requests').select('requests.id'));
  const [results, inputs] = await Promise.all(
    (['tasks', 'inputs'] as const).map((table) =>
      db
        .selectFrom(table)
        .select('picture_id')
        .where('request_id', 'in', requests)
        .$if(among !== undefined, (query) => query.where('picture_id', 'in', among ?? []))
        .execute(),
    ),
  );
  return [...(results ?? []), ...(inputs ?? [])].flatMap(({ picture_id }) => picture_id ?? []);
}

/** Notes that the picture before the edit stands in its place, or the edit again. */
export const markUndone = (db: Db, requestId: string, undone: boolean, now: number): Promise<void> =>
  changeRequest(db, requestId, { undone_at: undone ? now : null });

/** The same, and its message is to show it. */
export const setUndone = (db: Db, requestId: string, undone: boolean, now: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await markUndone(trx, requestId, undone, now);
    await makeDeliveryDueWhenAtRest(trx, requestId, now);
  });

/** Marks a request's message as due once none of its tasks is at work or waiting any more. */
export async function makeDeliveryDueWhenAtRest(db: Db, requestId: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('requests')
    .set({ delivery_due_at: now, delivery_attempts: 0, delivered_at: null })
    .where('id', '=', requestId)
    .where('acknowledged_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('tasks').select('id').where('request_id', '=', requestId).where('state', 'in', OPEN_STATES)),
      ),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A task given up as unconfirmed turns out to be known after all: it runs, and its message is a working one again. */
export const reviveTask = (db: Db, task: TaskRow, change: TaskChange, now: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const guard = { id: task.id, states: ['unconfirmed'], leaseToken: null } as const;
    // As it is now: a moderator may have given the charge back since it was given up.
    const { released_here_at } = await trx
      .selectFrom('tasks')
      .select('released_here_at')
      .where('id', '=', task.id)
      .executeTakeFirstOrThrow();
    if (!(await changeTask(trx, guard, { ...change, released_here_at: null }))) return;
    if (released_here_at !== null)
      await adjustHere(trx, {
        taskId: task.id,
        give: 'again',
        at: now,
        reason: 'known after all',
        actorAccountId: null,
      });
    await changeRequest(trx, task.request_id, { delivered_at: null, delivery_due_at: null });
  });

/** Requests whose final state waits to be shown at `now`, the longest due first. */
export const dueDeliveries = (db: Db, now: number, most: number): Promise<{ id: string }[]> =>
  db
    .selectFrom('requests')
    .select('id')
    .where('delivery_due_at', '<=', now)
    .orderBy('delivery_due_at')
    .limit(most)
    .execute();

export async function nextDeliveryDueAt(db: Db): Promise<number | undefined> {
  const { due } = await db
    .selectFrom('requests')
    .select((eb) => eb.fn.min('delivery_due_at').as('due'))
    .executeTakeFirstOrThrow();
  return due ?? undefined;
}

/**
 * The final state has been shown, or never will be: nothing is left to do.
 * @param dueAt what was due when showing began: something newer stays due
 */
export const markDelivered = (db: Db, requestId: string, dueAt: number, now: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('requests')
      .set({ delivered_at: now, delivery_due_at: null })
      .where('id', '=', requestId)
      .where('delivery_due_at', '=', dueAt)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await trx
      .updateTable('tasks')
      .set({ state: 'delivered' })
      .where('request_id', '=', requestId)
      .where('state', '=', inState('completed'))
      .execute();
  });
