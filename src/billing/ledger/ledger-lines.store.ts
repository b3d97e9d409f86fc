// The lines of the ledger: only ever added, each together with the sums it changes, inside the
// caller's transaction.
import type { Transaction } from 'kysely';
import type { LedgerTable, RollupsTable } from '../../store/billing-tables.ts';
import type { Database } from '../../store/schema.ts';
import { allowanceScope, bucketOf, grantScope, HOST_SCOPE, scopesOf } from '../scopes.ts';

type Trx = Transaction<Database>;

type Line = Omit<LedgerTable, 'id' | 'reach'> & { reach: 'all' | 'here' | 'host' };

/** Adds a line and changes every sum that it counts in. */
export async function appendLine(trx: Trx, line: Line): Promise<void> {
  await trx.insertInto('ledger').values(line).execute();
  const bucket_at = bucketOf(line.window_at);
  const full: Deltas = {
    reserved_micros: line.reserved_delta,
    spent_micros: line.spent_delta,
    images: line.images_delta,
    reserved_images: line.reserved_images_delta,
  };
  for (const scope of scopesOf(line.account_id, line.guild_id)) {
    if (line.reach === 'all' || (line.reach === 'host') === (scope === HOST_SCOPE))
      await addToRollup(trx, scope, bucket_at, full);
  }
  if (line.reach === 'host') return;
  const ofGrant = { reserved_micros: line.grant_reserved_delta, spent_micros: line.grant_spent_delta };
  await addToRollup(trx, allowanceScope(line.account_id, line.guild_id), bucket_at, {
    ...full,
    reserved_micros: full.reserved_micros - ofGrant.reserved_micros,
    spent_micros: full.spent_micros - ofGrant.spent_micros,
  });
  if (line.grant_id === null) return;
  await addToRollup(trx, grantScope(line.grant_id), bucket_at, { ...ofGrant, images: 0, reserved_images: 0 });
}

type Deltas = Omit<RollupsTable, 'scope' | 'bucket_at'>;

/**
 * An update first: the sums' own checks look at an inserted row before a conflict turns it into an
 * update.
 */
async function addToRollup(trx: Trx, scope: string, bucket_at: number, deltas: Deltas): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('rollups')
    .set((eb) => ({
      reserved_micros: eb('reserved_micros', '+', deltas.reserved_micros),
      spent_micros: eb('spent_micros', '+', deltas.spent_micros),
      images: eb('images', '+', deltas.images),
      reserved_images: eb('reserved_images', '+', deltas.reserved_images),
    }))
    .where('scope', '=', scope)
    .where('bucket_at', '=', bucket_at)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return;
  await trx
    .insertInto('rollups')
    .values({ scope, bucket_at, ...deltas })
    .execute();
}
