// What a member has had made, page by page.
import type { Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';

/**
 * A member's images, newest first, those of one request in their order; not what was deleted, nor
 * what a moderator stopped.
 * @returns the ids of their tasks
 */
export async function imageHistory(
  db: Kysely<Database>,
  accountId: number,
  { limit, skip }: { limit: number; skip: number },
): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .innerJoin('tasks', 'tasks.request_id', 'requests.id')
    .select('tasks.id')
    .where('requests.account_id', '=', accountId)
    .where('requests.deleted_at', 'is', null)
    .where('tasks.removed_at', 'is', null)
    .where('tasks.image_id', 'is not', null)
    .where((eb) => eb.or([eb('tasks.cancel_by', 'is', null), eb('tasks.cancel_by', '=', 'member')]))
    .orderBy('requests.created_at', 'desc')
    .orderBy('requests.id', 'desc')
    .orderBy('tasks.id')
    .limit(limit)
    .offset(skip)
    .execute();
  return rows.map(({ id }) => id);
}
