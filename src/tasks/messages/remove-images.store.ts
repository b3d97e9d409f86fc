// Taking images away: nothing shows them any more, also where an edit of them was undone, and their
// files go with the next sweep, unless another request shows the same or was given it.

import type { Expression, ExpressionBuilder, Kysely, SelectQueryBuilder, SqlBool, Transaction } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import { expireImages } from '../../media/images.store.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { endCompletedTasks } from '../requests/due-deliveries.store.ts';
import { changeRequest, lockRequest, makeDeliveryDueWhenAtRest, markUndone } from '../requests/requests.store.ts';
import type { MessagePlace } from '../requests/shown-messages.ts';
import { takenAway, undoneTo } from '../requests/taken-away.store.ts';
import { OPEN_STATES } from '../requests/task-states.ts';
import { queueMessages, queueOwnMessage, queueSearches, queueSearchesAmong } from './message-removals.store.ts';
import { tellAgain } from './undelivered.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/**
 * The whole of a request, and all messages that show it: removing those is queued. Tasks of it that
 * still wait are ended by the scheduler, free.
 * @param keptMessageId a report that stays
 * @returns whether it was still there
 */
export const deleteRequest = (
  db: Db,
  requestId: string,
  { now, steadyNow }: Clock,
  keptMessageId = '',
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId);
    const known = await trx.selectFrom('requests').select('deleted_at').where('id', '=', requestId).executeTakeFirst();
    await hideRequest(trx, requestId, { now, steadyNow });
    const copies = await trx
      .deleteFrom('message_copies')
      .where('request_id', '=', requestId)
      .returning(['channel_id as channelId', 'message_id as messageId'])
      .execute();
    const gone = copies.filter(({ messageId }) => messageId !== keptMessageId);
    await queueMessages(trx, requestId, gone, steadyNow());
    await queueOwnMessage(trx, requestId, steadyNow());
    await queueSearches(trx, requestId, steadyNow(), keptMessageId);
    return known?.deleted_at === null;
  });

/** Nothing of a request is shown any more; its own messages stay as they are. */
export async function hideRequest(trx: Trx, requestId: string, clock: Clock): Promise<void> {
  await changeRequest(trx, requestId, { deleted_at: clock.now(), delivery_due_at: null });
  await endCompletedTasks(trx, requestId);
  await letGo(trx, await imagesOf(trx, (requests) => requests.where('requests.id', '=', requestId)), clock);
}

/**
 * One of several images goes, and the message is due to be shown without it; its further messages
 * that show it too go wholly, which is queued.
 * @param keptMessageId a report that stays
 * @returns `last` where no other image is left, and `gone` where it was removed before: nothing has
 * been done then
 */
export const removeImage = (
  db: Db,
  task: Pick<TaskRow, 'id' | 'request_id' | 'image_id'>,
  clock: Clock,
  keptMessageId = '',
): Promise<'removed' | 'last' | 'gone'> =>
  db.transaction().execute(async (trx) => {
    await lockRequest(trx, task.request_id);
    const isThere = await trx
      .selectFrom('tasks')
      .select('id')
      .where('id', '=', task.id)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (!isThere) return 'gone';
    const others = await trx
      .selectFrom('tasks')
      .select('id')
      .where('request_id', '=', task.request_id)
      .where('id', '<>', task.id)
      .where((eb) => eb.or([eb('image_id', 'is not', null), eb('state', 'in', OPEN_STATES)]))
      .where('removed_at', 'is', null)
      .execute();
    if (others.length === 0) return 'last';
    await trx.updateTable('tasks').set({ removed_at: clock.now() }).where('id', '=', task.id).execute();
    await letGo(trx, task.image_id === null ? [] : [task.image_id], clock);
    const shows: WhichCopies = ({ or, eb }) => or([eb('task_id', 'is', null), eb('task_id', '=', task.id)]);
    await showAnew(trx, task.request_id, shows, { now: clock.steadyNow(), keptMessageId });
    return 'removed';
  });

/** Messages beside a request's own, as a condition on their rows. */
type WhichCopies = (eb: ExpressionBuilder<Database, 'message_copies'>) => Expression<SqlBool>;

/**
 * The message is due to be shown as the request is now; its further messages that `choose` names go
 * wholly, which is queued.
 */
async function showAnew(
  trx: Trx,
  requestId: string,
  choose: WhichCopies,
  { now, keptMessageId = '' }: { now: SteadyMs; keptMessageId?: string },
): Promise<void> {
  const gone = await trx
    .deleteFrom('message_copies')
    .where('request_id', '=', requestId)
    .where(choose)
    .returning(['channel_id as channelId', 'message_id as messageId'])
    .execute();
  const removed = gone.filter(({ messageId }) => messageId !== keptMessageId);
  await queueMessages(trx, requestId, removed, now);
  await queueSearches(trx, requestId, now, keptMessageId);
  // Whoever was told directly is told again, and what is sent anew is another message for Discord
  // too.
  await tellAgain(trx, requestId);
  await changeRequest(trx, requestId, { delivery_nonce: null });
  await makeDeliveryDueWhenAtRest(trx, requestId, now);
}

export interface CopiesToRemove {
  places: readonly MessagePlace[];
  /** Channels where others may stand whose ids were never noted, and a report there that stays. */
  unnoted?: { channelIds: readonly string[]; keptMessageId: string };
}

/** Messages beside a request's own: what they show stays. @returns whether any was still there */
export const removeMessageCopies = (
  db: Db,
  requestId: string,
  { places, unnoted }: CopiesToRemove,
  now: SteadyMs,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const ids = places.map(({ messageId }) => messageId);
    if (unnoted)
      await queueSearchesAmong(trx, requestId, unnoted.channelIds, { now, keptMessageId: unnoted.keptMessageId });
    if (ids.length === 0) return false;
    const gone = await trx
      .deleteFrom('message_copies')
      .where('message_id', 'in', ids)
      .returning('message_id')
      .execute();
    await queueMessages(trx, requestId, places, now);
    return gone.length > 0;
  });

/**
 * What another request shows stays, and what it was given. A result that is taken away is kept for
 * nobody: where it stood in the place of an edit that was undone, the edit is shown again.
 */
async function letGo(trx: Trx, used: readonly string[], { now, steadyNow }: Clock): Promise<void> {
  const away = await takenAway(trx, used);
  for (const requestId of await undoneTo(trx, away)) {
    const request = await lockRequest(trx, requestId);
    await markUndone(trx, requestId, false, now());
    // A report that was made before shows the edit.
    const shows: WhichCopies = ({ or, eb }) =>
      or([eb('kind', 'is', null), eb('kind', '<>', 'report'), eb('created_at', '>=', request?.undone_at ?? 0)]);
    await showAnew(trx, requestId, shows, { now: steadyNow() });
  }
  const needed = await imagesOf(trx, (requests) => requests.where('requests.deleted_at', 'is', null), used);
  await expireImages(
    trx,
    used.filter((id) => away.includes(id) || !needed.includes(id)),
  );
}

type Requests = SelectQueryBuilder<Database, 'requests', { id: string }>;

/**
 * Results and inputs of the requests that `choose` leaves.
 * @param among only these images; all of them where not given
 */
async function imagesOf(
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
        .select('image_id')
        .where('request_id', 'in', requests)
        .$if(table === 'tasks', (query) => query.where('removed_at', 'is', null))
        .$if(among !== undefined, (query) => query.where('image_id', 'in', among ?? []))
        .execute(),
    ),
  );
  return [...(results ?? []), ...(inputs ?? [])].flatMap(({ image_id }) => image_id ?? []);
}
