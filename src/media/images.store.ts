// What the database knows of kept images.
import type { Kysely } from 'kysely';
import type { SteadyMs, WallMs } from '../clock.ts';
import type { Database, ImageRow } from '../store/schema.ts';
import { isPaidFor, isReferredTo, LONG_AGO, unneeded } from './image-needs.store.ts';

type Db = Kysely<Database>;

/** An image kept before is kept longer. */
export async function rememberImage(db: Db, row: ImageRow): Promise<void> {
  await db
    .insertInto('images')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        created_at: row.created_at,
        keep_until: eb
          .case()
          .when('images.keep_until', '>', row.keep_until)
          .then(eb.ref('images.keep_until'))
          .else(row.keep_until)
          .end(),
      })),
    )
    .execute();
}

/**
 * Holds the rows until the transaction ends. A statement each, in one order for all, and before any
 * of the ledger's sums is held: transactions of a database with row locks would wait for one
 * another in a circle otherwise.
 * @returns how many of them are kept
 */
export async function lockImages(trx: Db, ids: readonly string[]): Promise<number> {
  let kept = 0;
  for (const id of [...new Set(ids)].sort()) {
    const { numUpdatedRows } = await trx
      .updateTable('images')
      .set((eb) => ({ keep_until: eb.ref('keep_until') }))
      .where('id', '=', id)
      .executeTakeFirst();
    kept += Number(numUpdatedRows);
  }
  return kept;
}

/**
 * Images stay at least until `until`. For the transaction that makes something need them: until it
 * ends, nobody else changes their rows.
 * @returns whether all of them are still kept
 */
export async function extendRetention(trx: Db, ids: readonly string[], until: SteadyMs): Promise<boolean> {
  if (ids.length === 0) return true;
  const kept = await lockImages(trx, ids);
  await trx
    .updateTable('images')
    .set({ keep_until: until })
    .where('id', 'in', ids)
    .where('keep_until', '<', until)
    .execute();
  return kept === new Set(ids).size;
}

/**
 * Images that are no longer wanted go with the next sweep, unless something else still needs them.
 */
export async function expireImages(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await lockImages(trx, ids);
  await trx.updateTable('images').set({ keep_until: LONG_AGO }).where('id', 'in', ids).execute();
}

/**
 * A request has come to rest and nothing was paid for it: what it starts from is kept until `until`
 * at most, unless another request waits for it or has paid for it.
 */
export async function expireUnpaidInputs(trx: Db, requestId: string, until: SteadyMs): Promise<void> {
  await trx
    .updateTable('images')
    .set({ keep_until: until })
    .where('keep_until', '>', until)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('inputs')
        .select('inputs.image_id')
        .where('inputs.request_id', '=', requestId)
        .where('inputs.image_id', 'is not', null)
        .$castTo<{ image_id: string }>(),
    )
    .where(({ not }) => not(isPaidFor))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inputs')
            .innerJoin('tasks', 'tasks.request_id', 'inputs.request_id')
            .select('tasks.id')
            .whereRef('inputs.image_id', '=', 'images.id')
            .where('tasks.state', 'in', ['admitted', 'queued', 'submitting', 'running', 'unconfirmed']),
        ),
      ),
    )
    .execute();
}

/**
 * When the last of the other requests that start from the same images came to nothing; undefined
 * where none did.
 */
export async function lastFailureBeside(trx: Db, requestId: string): Promise<SteadyMs | undefined> {
  const { endedAt } = await trx
    .selectFrom('inputs as own')
    .innerJoin('inputs as others', 'others.image_id', 'own.image_id')
    .innerJoin('tasks', 'tasks.request_id', 'others.request_id')
    .select((eb) => eb.fn.max('tasks.finished_steady').as('endedAt'))
    .where('own.request_id', '=', requestId)
    .where('others.request_id', '<>', requestId)
    .where('tasks.state', 'in', ['failed', 'unconfirmed', 'dropped'])
    .executeTakeFirstOrThrow();
  return endedAt ?? undefined;
}

/** What was saved before `savedBefore` and nothing refers to: its process ended between the two. */
export async function unreferencedImages(db: Db, savedBefore: WallMs): Promise<string[]> {
  const rows = await db
    .selectFrom('images')
    .select('id')
    .where('created_at', '<', savedBefore)
    .where(({ not }) => not(isReferredTo))
    .execute();
  return rows.map(({ id }) => id);
}

/** @returns whether it is gone by this call */
export async function forgetUnreferenced(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('images')
    .where('id', '=', id)
    .where(({ not }) => not(isReferredTo))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export const findImage = (db: Db, id: string): Promise<ImageRow | undefined> =>
  db.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirst();

export const imagesExpiredAt = (db: Db, now: SteadyMs, limit: number): Promise<ImageRow[]> =>
  unneeded(db, now).where('keep_until', '<', now).limit(limit).execute();

/**
 * What goes first where there is no room, among what nobody waits for: what nobody paid for, then
 * the oldest.
 */
export async function evictionCandidates(db: Db, now: SteadyMs, limit: number): Promise<ImageRow[]> {
  const unpaid = await unneeded(db, now)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('inputs').select('inputs.request_id').whereRef('inputs.image_id', '=', 'images.id')),
    )
    .where(({ not }) => not(isPaidFor))
    .limit(limit)
    .execute();
  return unpaid.length > 0 ? unpaid : unneeded(db, now).limit(limit).execute();
}

export async function forgetImage(db: Db, id: string): Promise<void> {
  await db.deleteFrom('images').where('id', '=', id).execute();
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
  const stillUnneeded = unneeded(db, now).clearSelect().clearOrderBy().select('images.id');
  const { numDeletedRows } = await db
    .deleteFrom('images')
    .where('id', 'in', stillUnneeded.where('images.id', '=', id))
    .$if(chosen === 'expired', (query) => query.where('keep_until', '<', now))
    .$if(chosen !== 'expired', (query) => query.where('created_at', '=', chosen === 'expired' ? 0 : chosen.savedAt))
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** What a member's requests that nothing was paid for start from, in bytes. */
export async function unpaidInputBytes(db: Db, accountId: number): Promise<number> {
  const row = await db
    .selectFrom('images')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes'))
    .where(
      'images.id',
      'in',
      db
        .selectFrom('requests')
        .innerJoin('inputs', 'inputs.request_id', 'requests.id')
        .select('inputs.image_id')
        .where('requests.account_id', '=', accountId)
        .where('inputs.image_id', 'is not', null)
        .$castTo<{ image_id: string }>(),
    )
    .where(({ not }) => not(isPaidFor))
    .executeTakeFirstOrThrow();
  return Number(row.bytes);
}

export async function totalBytes(db: Db): Promise<number> {
  const row = await db
    .selectFrom('images')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('bytes'), eb.lit(0)).as('bytes'))
    .executeTakeFirstOrThrow();
  return Number(row.bytes);
}

/** Every image that is kept. */
export async function keptImageIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('images').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}
