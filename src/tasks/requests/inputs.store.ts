// The images that requests start from, in the database: where each comes from, and the kept file it
// became.
import type { Kysely } from 'kysely';
import { inState } from '../../store/in-state.ts';
import type { InputRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { InputSource } from './input-source.ts';

type Db = Kysely<Database>;

export async function insertInputs(db: Db, requestId: string, sources: readonly InputSource[]): Promise<void> {
  if (sources.length === 0) return;
  const rows = sources.map((source, index) => ({
    request_id: requestId,
    position: index + 1,
    name: source.name,
    url: 'url' in source ? source.url : null,
    image_id: 'imageId' in source ? source.imageId : null,
  }));
  await db.insertInto('inputs').values(rows).execute();
}

export const inputsOf = (db: Db, requestId: string): Promise<InputRow[]> =>
  db.selectFrom('inputs').selectAll().where('request_id', '=', requestId).orderBy('position').execute();

/** Requests that wait for images to be fetched, the oldest first. */
export async function requestsToPrepare(db: Db, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('inputs')
    // As a cross join it is read in this order: few images are missing, and many tasks may wait.
    .crossJoin('tasks')
    .select((eb) => ['inputs.request_id', eb.fn.min('admitted_steady').as('since')])
    .where('inputs.image_id', 'is', null)
    .whereRef('tasks.request_id', '=', 'inputs.request_id')
    .where('state', '=', inState('queued'))
    .groupBy('inputs.request_id')
    .orderBy('since')
    .limit(limit)
    .execute();
  return rows.map(({ request_id }) => request_id);
}

/**
 * A request refers to the kept image that one of its inputs became. Once all have one, its tasks
 * may take their turn.
 */
export const setInputImage = async (
  trx: Db,
  { request_id, position }: Pick<InputRow, 'request_id' | 'position'>,
  imageId: string,
): Promise<void> => {
  await trx
    .updateTable('inputs')
    .set({ image_id: imageId })
    .where('request_id', '=', request_id)
    .where('position', '=', position)
    .execute();
};

/**
 * A request has come to rest: where its images came from is of no more use, and may name somebody.
 */
export const clearInputUrls = async (trx: Db, requestId: string): Promise<void> => {
  await trx
    .updateTable('inputs')
    .set({ url: null })
    .where('request_id', '=', requestId)
    .where('image_id', 'is not', null)
    .execute();
};

/** For those of a request's queued tasks that name no aspect ratio. */
export async function setAspectRatio(trx: Db, requestId: string, aspectRatio: string): Promise<void> {
  const tasks = await trx
    .selectFrom('tasks')
    .select(['id', 'params'])
    .where('request_id', '=', requestId)
    .where('state', '=', inState('queued'))
    .execute();
  for (const { id, params } of tasks) {
    const chosen: { aspect_ratio?: string } = JSON.parse(params);
    const next = JSON.stringify({ ...chosen, aspect_ratio: chosen.aspect_ratio ?? aspectRatio });
    await trx.updateTable('tasks').set({ params: next }).where('id', '=', id).execute();
  }
}
