// What the database knows of kept pictures.

import type { Kysely } from 'kysely';
import type { SteadyMs } from '../clock.ts';
import type { Database, PictureRow } from '../store/schema.ts';

type Db = Kysely<Database>;

/** A picture kept before is kept longer. */
export async function rememberPicture(db: Db, row: PictureRow): Promise<void> {
  await db
    .insertInto('pictures')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        created_at: row.created_at,
        keep_until: eb
          .case()
          .when('pictures.keep_until', '>', row.keep_until)
          .then(eb.ref('pictures.keep_until'))
          .else(row.keep_until)
          .end(),
      })),
    )
    .execute();
}

/** Pictures that further ones are made from stay at least until `until`. */
export async function keepLonger(db: Db, ids: readonly string[], until: SteadyMs): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('pictures')
    .set({ keep_until: until })
    .where('id', 'in', ids)
    .where('keep_until', '<', until)
    .execute();
}

const LONG_AGO = 0;

/** Pictures that are no longer wanted go with the next sweep, unless something else still needs them. */
export async function letGo(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.updateTable('pictures').set({ keep_until: LONG_AGO }).where('id', 'in', ids).execute();
}

export const findPicture = (db: Db, id: string): Promise<PictureRow | undefined> =>
  db.selectFrom('pictures').selectAll().where('id', '=', id).executeTakeFirst();

export const picturesExpiredAt = (db: Db, now: SteadyMs, most: number): Promise<PictureRow[]> =>
  unneeded(db).where('keep_until', '<', now).limit(most).execute();

/** The oldest pictures that nobody waits for. */
export const oldestPictures = (db: Db, most: number): Promise<PictureRow[]> => unneeded(db).limit(most).execute();

export async function forgetPicture(db: Db, id: string): Promise<void> {
  await db.deleteFrom('pictures').where('id', '=', id).execute();
}

export async function totalBytes(db: Db): Promise<number> {
  const row = await db
    .selectFrom('pictures')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes'))
    .executeTakeFirstOrThrow();
  return Number(row.bytes);
}

/** What neither a result that still waits to be shown nor a task that is still to be sent needs, oldest first. */
const unneeded = (db: Db) =>
  db
    .selectFrom('pictures')
    .selectAll()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('tasks')
            .select('tasks.id')
            .whereRef('tasks.picture_id', '=', 'pictures.id')
            .where('tasks.state', '=', 'completed'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inputs')
            .innerJoin('tasks', 'tasks.request_id', 'inputs.request_id')
            .select('tasks.id')
            .whereRef('inputs.picture_id', '=', 'pictures.id')
            .where('tasks.state', 'in', ['admitted', 'queued', 'submitting']),
        ),
      ),
    )
    .orderBy('created_at');

/** Every picture that is kept. */
export async function keptPictureIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('pictures').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
