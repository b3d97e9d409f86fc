// What the database knows of kept pictures.
import type { Kysely } from 'kysely';
import type { SteadyMs, WallMs } from '../clock.ts';
import type { Database, PictureRow } from '../store/schema.ts';
import { isPaidFor, isReferredTo, LONG_AGO, unneeded } from './image-needs.store.ts';

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

/**
 * Holds the rows until the transaction ends. A statement each, in one order for all, and before any of the ledger's sums is
 * held: transactions of a database with row locks would wait for one another in a circle otherwise.
 * @returns how many of them are kept
 */
export async function lockPictures(trx: Db, ids: readonly string[]): Promise<number> {
  let kept = 0;
  for (const id of [...new Set(ids)].sort()) {
    const { numUpdatedRows } = await trx
      .updateTable('pictures')
      .set((eb) => ({ keep_until: eb.ref('keep_until') }))
      .where('id', '=', id)
      .executeTakeFirst();
    kept += Number(numUpdatedRows);
  }
  return kept;
}

/**
 * Pictures stay at least until `until`. For the transaction that makes something need them: until it ends, nobody else changes their rows.
 * @returns whether all of them are still kept
 */
export async function extendRetention(trx: Db, ids: readonly string[], until: SteadyMs): Promise<boolean> {
  if (ids.length === 0) return true;
  const kept = await lockPictures(trx, ids);
  await trx
    .updateTable('pictures')
    .set({ keep_until: until })
    .where('id', 'in', ids)
    .where('keep_until', '<', until)
    .execute();
  return kept === new Set(ids).size;
}

/** Pictures that are no longer wanted go with the next sweep, unless something else still needs them. */
export async function expireImages(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await lockPictures(trx, ids);
  await trx.updateTable('pictures').set({ keep_until: LONG_AGO }).where('id', 'in', ids).execute();
}

/**
 * A request has come to rest and nothing was paid for it: what it starts from is kept until `until` at most, unless another
 * request waits for it or has paid for it.
 */
export async function letGoUnpaidInputs(trx: Db, requestId: string, until: SteadyMs): Promise<void> {
  await trx
    .updateTable('pictures')
    .set({ keep_until: until })
    .where('keep_until', '>', until)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('inputs')
        .select('inputs.picture_id')
        .where('inputs.request_id', '=', requestId)
        .where('inputs.picture_id', 'is not', null)
        .$castTo<{ picture_id: string }>(),
    )
    .where(({ not }) => not(isPaidFor))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inputs')
            .innerJoin('tasks', 'tasks.request_id', 'inputs.request_id')
            .select('tasks.id')
            .whereRef('inputs.picture_id', '=', 'pictures.id')
            .where('tasks.state', 'in', ['admitted', 'queued', 'submitting', 'running', 'unconfirmed']),
        ),
      ),
    )
    .execute();
}

/** When the last of the other requests that start from the same pictures came to nothing; undefined where none did. */
export async function lastFailureBeside(trx: Db, requestId: string): Promise<SteadyMs | undefined> {
  const { endedAt } = await trx
    .selectFrom('inputs as own')
    .innerJoin('inputs as others', 'others.picture_id', 'own.picture_id')
    .innerJoin('tasks', 'tasks.request_id', 'others.request_id')
    .select((eb) => eb.fn.max('tasks.finished_steady').as('endedAt'))
    .where('own.request_id', '=', requestId)
    .where('others.request_id', '<>', requestId)
    .where('tasks.state', 'in', ['failed', 'unconfirmed', 'dropped'])
    .executeTakeFirstOrThrow();
  return endedAt ?? undefined;
}

/** What was saved before `savedBefore` and nothing refers to: its process ended between the two. */
export async function unreferencedPictures(db: Db, savedBefore: WallMs): Promise<string[]> {
  const rows = await db
    .selectFrom('pictures')
    .select('id')
    .where('created_at', '<', savedBefore)
    .where(({ not }) => not(isReferredTo))
    .execute();
  return rows.map(({ id }) => id);
}

/** @returns whether it is gone by this call */
export async function forgetUnreferenced(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('pictures')
    .where('id', '=', id)
    .where(({ not }) => not(isReferredTo))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export const findPicture = (db: Db, id: string): Promise<PictureRow | undefined> =>
  db.selectFrom('pictures').selectAll().where('id', '=', id).executeTakeFirst();

export const picturesExpiredAt = (db: Db, now: SteadyMs, most: number): Promise<PictureRow[]> =>
  unneeded(db, now).where('keep_until', '<', now).limit(most).execute();

/** What goes first where there is no room, among what nobody waits for: what nobody paid for, then the oldest. */
export async function evictionCandidates(db: Db, now: SteadyMs, most: number): Promise<PictureRow[]> {
  const unpaid = await unneeded(db, now)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('inputs').select('inputs.request_id').whereRef('inputs.picture_id', '=', 'pictures.id')),
    )
    .where(({ not }) => not(isPaidFor))
    .limit(most)
    .execute();
  return unpaid.length > 0 ? unpaid : unneeded(db, now).limit(most).execute();
}

export async function forgetPicture(db: Db, id: string): Promise<void> {
  await db.deleteFrom('pictures').where('id', '=', id).execute();
}

/**
 * Removes a row only if, in the same statement, it is still as it was chosen and nothing needs it.
 * @returns whether it is gone by this call
 */
export async function forgetUnneeded(
  db: Db,
  id: string,
  now: SteadyMs,
  chosen: 'expired' | { savedAt: WallMs },
): Promise<boolean> {
  const stillUnneeded = unneeded(db, now).clearSelect().clearOrderBy().select('pictures.id');
  const { numDeletedRows } = await db
    .deleteFrom('pictures')
    .where('id', 'in', stillUnneeded.where('pictures.id', '=', id))
    .$if(chosen === 'expired', (query) => query.where('keep_until', '<', now))
    .$if(chosen !== 'expired', (query) => query.where('created_at', '=', chosen === 'expired' ? 0 : chosen.savedAt))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** What a member's requests that nothing was paid for start from, in bytes. */
export async function unpaidInputBytes(db: Db, accountId: number): Promise<number> {
  const row = await db
    .selectFrom('pictures')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes'))
    .where(
      'pictures.id',
      'in',
      db
        .selectFrom('requests')
        .innerJoin('inputs', 'inputs.request_id', 'requests.id')
        .select('inputs.picture_id')
        .where('requests.account_id', '=', accountId)
        .where('inputs.picture_id', 'is not', null)
        .$castTo<{ picture_id: string }>(),
    )
    .where(({ not }) => not(isPaidFor))
    .executeTakeFirstOrThrow();
  return Number(row.bytes);
}

export async function totalBytes(db: Db): Promise<number> {
  const row = await db
    .selectFrom('pictures')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes'))
    .executeTakeFirstOrThrow();
  return Number(row.bytes);
}

/** Every picture that is kept. */
export async function keptPictureIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('pictures').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
