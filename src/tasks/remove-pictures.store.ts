// Taking pictures away: nothing shows them any more, and their files go with the next sweep, unless another request still needs them.

import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Clock, WallMs } from '../clock.ts';
import { letGo } from '../media/pictures.store.ts';
import type { Database, TaskRow } from '../store/schema.ts';
import { changeRequest, lockRequest, makeDeliveryDueWhenAtRest } from './requests.store.ts';
import { OPEN_STATES } from './tasks.store.ts';

type Db = Kysely<Database>;

/** The whole of a request. Tasks of it that still wait are ended by the scheduler, free. */
export const deleteRequest = (db: Db, requestId: string, now: WallMs): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await changeRequest(trx, requestId, { deleted_at: now, delivery_due_at: null });
    await letGoUnless(trx, await picturesOf(trx, (requests) => requests.where('requests.id', '=', requestId)));
  });

/**
 * One of several pictures goes, and the message is due to be shown without it; so are its further messages that show it too, which go wholly.
 * @returns the further messages that were known to show it; undefined where no other picture is left: nothing has been done then
 */
export const removePicture = (
  db: Db,
  task: Pick<TaskRow, 'id' | 'request_id' | 'picture_id'>,
  { now, steadyNow }: Clock,
): Promise<{ channelId: string; messageId: string }[] | undefined> =>
  db.transaction().execute(async (trx) => {
    await lockRequest(trx, task.request_id);
    const others = await trx
      .selectFrom('tasks')
      .select('id')
      .where('request_id', '=', task.request_id)
      .where('id', '<>', task.id)
      .where((eb) => eb.or([eb('picture_id', 'is not', null), eb('state', 'in', OPEN_STATES)]))
      .where('removed_at', 'is', null)
      .execute();
    if (others.length === 0) return undefined;
    await trx.updateTable('tasks').set({ removed_at: now() }).where('id', '=', task.id).execute();
    await letGoUnless(trx, task.picture_id === null ? [] : [task.picture_id]);
    const gone = await trx
      .deleteFrom('showings')
      .where('request_id', '=', task.request_id)
      .where((eb) => eb.or([eb('task_id', 'is', null), eb('task_id', '=', task.id)]))
      .returning(['channel_id as channelId', 'message_id as messageId'])
      .execute();
    await makeDeliveryDueWhenAtRest(trx, task.request_id, steadyNow());
    return gone;
  });

/** What something that is still shown needs stays. */
async function letGoUnless(trx: Db, used: readonly string[]): Promise<void> {
  const needed = await picturesOf(trx, (requests) => requests.where('requests.deleted_at', 'is', null), used);
  const free = used.filter((id) => !needed.includes(id));
  await letGo(trx, free);
}

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
        .$if(table === 'tasks', (query) => query.where('removed_at', 'is', null))
        .$if(among !== undefined, (query) => query.where('picture_id', 'in', among ?? []))
        .execute(),
    ),
  );
  return [...(results ?? []), ...(inputs ?? [])].flatMap(({ picture_id }) => picture_id ?? []);
}
