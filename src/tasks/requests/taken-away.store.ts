// Results that were taken away, as their bytes are known: nothing starts from them any more, and
// what was made from them before does not bring them back.
import type { Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';

type Db = Kysely<Database>;

/**
 * Which of these images were results and are shown by none any more. What somebody gave, and no
 * task made, is not among them.
 */
export async function takenAway(db: Db, imageIds: readonly string[]): Promise<string[]> {
  if (imageIds.length === 0) return [];
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(['tasks.image_id', 'tasks.removed_at', 'requests.deleted_at'])
    .where('tasks.image_id', 'in', imageIds)
    .execute();
  const isShown = (id: string) =>
    rows.some((row) => row.image_id === id && row.removed_at === null && row.deleted_at === null);
  return imageIds.filter((id) => rows.some(({ image_id }) => image_id === id) && !isShown(id));
}

/** Edits in whose place one of these images stands, their first input. @returns requests' ids */
export async function undoneTo(db: Db, imageIds: readonly string[]): Promise<string[]> {
  if (imageIds.length === 0) return [];
  const rows = await db
    .selectFrom('requests')
    .innerJoin('inputs', 'inputs.request_id', 'requests.id')
    .select('requests.id')
    .where('requests.undone_at', 'is not', null)
    .where('requests.deleted_at', 'is', null)
    .where('inputs.position', '=', 1)
    .where('inputs.image_id', 'in', imageIds)
    .orderBy('requests.id')
    .execute();
  return rows.map(({ id }) => id);
}
