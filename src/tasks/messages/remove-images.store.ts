// Taking images away: nothing shows them any more, also where an edit of them was undone, and their
// files go with the next sweep, unless another request shows the same or was given it.

import type { Expression, ExpressionBuilder, Kysely, SelectQueryBuilder, SqlBool, Transaction } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import { expireImages } from '../../media/images.store.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { endCompletedTasks } from '../requests/due-deliveries.store.ts';
import type { Deleter, ImageDeletion } from '../requests/image-deletion.ts';
import { changeRequest, lockRequest, makeDeliveryDueWhenAtRest, markUndone } from '../requests/requests.store.ts';
import type { MessageCopy, MessagePlace } from '../requests/shown-messages.ts';
import { takenAway, undoneTo } from '../requests/taken-away.store.ts';
import { OPEN_STATES } from '../requests/task-states.ts';
import { closeReports } from './closed-reports.store.ts';
import {
  type Marking,
  queueMarks,
  queueMessages,
  queueOwnMessage,
  queueSearches,
  queueSearchesAmong,
} from './message-removals.store.ts';
import { tellAgain } from './undelivered.store.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/**
 * The whole of a request, and all messages that show it: removing those is queued, and marking the
 * reports, which stay. Tasks of it that still wait are ended by the scheduler, free.
 * @returns whether it was still there
 */
export const deleteRequest = (
  db: Db,
  requestId: string,
  { now, steadyNow }: Clock,
  deleter: Deleter,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    await lockRequest(trx, requestId);
    const known = await trx.selectFrom('requests').select('deleted_at').where('id', '=', requestId).executeTakeFirst();
    await hideRequest(trx, requestId, { now, steadyNow });
    const marking = { deletion: { ...deleter, imageId: requestId, at: now() }, now: steadyNow() };
    const copies = await trx.deleteFrom('message_copies').where('request_id', '=', requestId).returning(COPY).execute();
    await queueCopies(trx, requestId, copies, marking);
    await queueOwnMessage(trx, requestId, marking.now);
    await queueSearches(trx, requestId, marking);
    return known?.deleted_at === null;
  });

const COPY = ['channel_id as channelId', 'message_id as messageId', 'guild_id as guildId', 'kind'] as const;
type Copy = Omit<MessageCopy, 'taskId'>;

/** Messages go, reports stay and are closed. */
async function queueCopies(trx: Trx, requestId: string, copies: readonly Copy[], marking: Marking): Promise<void> {
  const isReport = ({ kind }: Copy) => kind === 'report';
  const messages = copies.filter((copy) => !isReport(copy));
  await queueMessages(trx, requestId, messages, marking.now);
  await closeReports(trx, requestId, copies.filter(isReport), marking);
}

/** Nothing of a request is shown any more; its own messages stay as they are. */
export async function hideRequest(trx: Trx, requestId: string, clock: Clock): Promise<void> {
  await changeRequest(trx, requestId, { deleted_at: clock.now(), delivery_due_at: null });
  await endCompletedTasks(trx, requestId);
  await letGo(trx, await imagesOf(trx, (requests) => requests.where('requests.id', '=', requestId)), clock);
}

/**
 * One of several images goes, and the message is due to be shown without it; its further messages
 * that show it too go wholly, which is queued. Reports stay: one about all of the images is open
 * still, and is to show the others.
 * @returns `last` where no other image is left, and `gone` where it was removed before: nothing has
 * been done then
 */
export const removeImage = (
  db: Db,
  task: Pick<TaskRow, 'id' | 'request_id' | 'image_id'>,
  clock: Clock,
  deleter: Deleter,
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
    const deletion = { ...deleter, imageId: task.id, at: clock.now() };
    const isAboutAll: WhichCopies = ({ and, eb }) => and([eb('task_id', 'is', null), eb('kind', '=', 'report')]);
    const showsIt: WhichCopies = (where) =>
      where.or([where('task_id', '=', task.id), where.and([where('task_id', 'is', null), isNoReport(where)])]);
    const which = { gone: showsIt, reports: isAboutAll };
    await showAnew(trx, task.request_id, which, { deletion, now: clock.steadyNow() });
    return 'removed';
  });

/** Messages beside a request's own, as a condition on their rows. */
type WhichCopies = (eb: ExpressionBuilder<Database, 'message_copies'>) => Expression<SqlBool>;

const isNoReport: WhichCopies = ({ or, eb }) => or([eb('kind', 'is', null), eb('kind', '<>', 'report')]);

/**
 * The message is due to be shown as the request is now; of its further messages some go wholly, and
 * some reports are to show what is left, which is queued.
 */
async function showAnew(
  trx: Trx,
  requestId: string,
  which: { gone: WhichCopies; reports: WhichCopies },
  marking: Marking,
): Promise<void> {
  const copies = trx.selectFrom('message_copies').select(COPY).where('request_id', '=', requestId);
  await queueMarks(trx, requestId, await copies.where(which.reports).execute(), marking);
  const gone = await trx
    .deleteFrom('message_copies')
    .where('request_id', '=', requestId)
    .where(which.gone)
    .returning(COPY)
    .execute();
  await queueCopies(trx, requestId, gone, marking);
  await queueSearches(trx, requestId, marking);
  // Whoever was told directly is told again, and what is sent anew is another message for Discord
  // too.
  await tellAgain(trx, requestId);
  await changeRequest(trx, requestId, { delivery_nonce: null });
  await makeDeliveryDueWhenAtRest(trx, requestId, marking.now);
}

export interface CopiesToRemove {
  places: readonly (MessagePlace & Partial<Copy>)[];
  /** Set where what they show goes from their server: reports among them stay, and are closed. */
  deletion?: ImageDeletion;
  /** Channels where others may stand whose ids were never noted. */
  unnotedIn?: readonly string[];
}

/** Messages beside a request's own: what they show stays. @returns whether any was still there */
export const removeMessageCopies = (
  db: Db,
  requestId: string,
  { places, deletion, unnotedIn = [] }: CopiesToRemove,
  now: SteadyMs,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const ids = places.map(({ messageId }) => messageId);
    await queueSearchesAmong(trx, requestId, unnotedIn, { now, deletion });
    if (ids.length === 0) return false;
    const gone = await trx.deleteFrom('message_copies').where('message_id', 'in', ids).returning(COPY).execute();
    // Whoever deleted the image meanwhile has had its reports marked.
    const messages = places.filter(({ kind }) => deletion === undefined || kind !== 'report');
    await queueMessages(trx, requestId, messages, now);
    const reports = gone.filter(({ kind }) => kind === 'report');
    if (deletion) await closeReports(trx, requestId, reports, { deletion, now });
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
    const showsBefore: WhichCopies = ({ and, eb }) =>
      and([eb('kind', '=', 'report'), eb('created_at', '>=', request?.undone_at ?? 0)]);
    const deletion = { as: 'undone', imageId: requestId, at: now() } as const;
    const which = { gone: isNoReport, reports: showsBefore };
    await showAnew(trx, requestId, which, { deletion, now: steadyNow() });
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
