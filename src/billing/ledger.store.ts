// The ledger: lines are only ever added, each together with the sums it changes, inside the caller's transaction.

import type { Transaction } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { LedgerTable, RollupsTable } from '../store/billing-tables.ts';
import type { Database } from '../store/schema.ts';
import type { Coverage } from './budgets.ts';
import { allowanceScope, bucketOf, grantScope, HOST_SCOPE, scopesOf } from './scopes.ts';

type Trx = Transaction<Database>;

export interface Reservation {
  taskId: string;
  accountId: number;
  guildId: string | null;
  amountMicros: number;
  /** The part of the amount that a grant pays. */
  coverage?: Coverage | undefined;
  /** The admission's time, which decides the window that this and every later line of the task counts in. */
  at: WallMs;
  reason: string;
}

/** Sets the expected cost of a task aside. */
export const reserve = (trx: Trx, reservation: Reservation): Promise<void> =>
  append(trx, {
    kind: 'reserve',
    reach: 'all',
    task_id: reservation.taskId,
    account_id: reservation.accountId,
    guild_id: reservation.guildId,
    reserved_delta: reservation.amountMicros,
    reserved_pictures_delta: 1,
    spent_delta: 0,
    pictures_delta: 0,
    window_at: reservation.at,
    estimated: 0,
    cost_text: null,
    grant_id: reservation.coverage?.grantId ?? null,
    grant_reserved_delta: reservation.coverage?.micros ?? 0,
    grant_spent_delta: 0,
    actor_account_id: null,
    reason: reservation.reason,
    created_at: reservation.at,
  });

export interface Settlement {
  taskId: string;
  costMicros: number;
  /** The price table's price stands in for a cost that the provider did not report. */
  estimated: boolean;
  costText: string | null;
  pictures: number;
  at: WallMs;
  reason: string;
  /** `host` where member and server have had theirs back already. */
  reach?: 'all' | 'host';
}

/** Turns a task's reservation into what it cost, in full, whatever had been reserved. The allowance pays first, then the grant, then the allowance what is beyond both. */
export async function settle(trx: Trx, settlement: Settlement): Promise<void> {
  const reserved = await openReservation(trx, settlement.taskId);
  await append(trx, {
    ...reserved,
    kind: 'settle',
    spent_delta: settlement.costMicros,
    grant_spent_delta: grantShare(reserved, settlement.costMicros),
    reach: settlement.reach ?? 'all',
    pictures_delta: settlement.pictures,
    estimated: settlement.estimated ? 1 : 0,
    cost_text: settlement.costText,
    actor_account_id: null,
    reason: settlement.reason,
    created_at: settlement.at,
  });
}

export interface Release {
  taskId: string;
  at: WallMs;
  reason: string;
  reach?: 'all' | 'host';
  actorAccountId?: number | null;
}

/** Gives a task's reservation back: it cost nothing. */
export async function release(trx: Trx, { taskId, at, reason, reach = 'all', actorAccountId }: Release): Promise<void> {
  const reserved = await openReservation(trx, taskId);
  await append(trx, {
    ...reserved,
    kind: 'release',
    reach,
    grant_spent_delta: 0,
    spent_delta: 0,
    pictures_delta: 0,
    estimated: 0,
    cost_text: null,
    actor_account_id: actorAccountId ?? null,
    reason,
    created_at: at,
  });
}

export interface AdjustmentHere {
  taskId: string;
  /** Gives the reservation back to member and server, or takes it again where the task turns out to be known after all. */
  give: 'back' | 'again';
  at: WallMs;
  reason: string;
  actorAccountId: number | null;
}

/** The host's own total is left as it is. */
export async function adjustHere(
  trx: Trx,
  { taskId, give, at, reason, actorAccountId }: AdjustmentHere,
): Promise<void> {
  const back = await openReservation(trx, taskId);
  const sign = give === 'back' ? 1 : -1;
  await adjustReservation(trx, {
    taskId,
    reach: 'here',
    reservedMicros: sign * back.reserved_delta,
    grantReservedMicros: sign * back.grant_reserved_delta,
    reservedPictures: sign * back.reserved_pictures_delta,
    at,
    reason,
    actorAccountId,
  });
}

export interface ReservationAdjustment {
  taskId: string;
  /** `here`: member and server. `host`: the operator's total alone. */
  reach: 'here' | 'host';
  /** What is added to the reserved amount, and the part of it that a grant pays; negative gives back. */
  reservedMicros: number;
  grantReservedMicros: number;
  /** The same for the number of images. */
  reservedPictures: number;
  at: WallMs;
  reason: string;
  actorAccountId: number | null;
}

/** Changes how much of a task's cost is reserved, in the window of its admission. */
export async function adjustReservation(
  trx: Trx,
  {
    taskId,
    reach,
    reservedMicros,
    grantReservedMicros,
    reservedPictures,
    at,
    reason,
    actorAccountId,
  }: ReservationAdjustment,
): Promise<void> {
  const { task_id, account_id, guild_id, window_at, grant_id } = await openReservation(trx, taskId);
  await append(trx, {
    task_id,
    account_id,
    guild_id,
    window_at,
    grant_id,
    reserved_delta: reservedMicros,
    grant_reserved_delta: grantReservedMicros,
    reserved_pictures_delta: reservedPictures,
    kind: 'adjust',
    reach,
    grant_spent_delta: 0,
    spent_delta: 0,
    pictures_delta: 0,
    estimated: 0,
    cost_text: null,
    actor_account_id: actorAccountId,
    reason,
    created_at: at,
  });
}

/** What every line that ends a reservation takes over from it. A second end is refused by the ledger's unique index. */
async function openReservation(trx: Trx, taskId: string) {
  const line = await trx
    .selectFrom('ledger')
    .select(['task_id', 'account_id', 'guild_id', 'window_at', 'grant_id'])
    .select(['reserved_delta', 'grant_reserved_delta', 'reserved_pictures_delta'])
    .where('task_id', '=', taskId)
    .where('kind', '=', 'reserve')
    .executeTakeFirstOrThrow();
  return {
    ...line,
    reserved_delta: -line.reserved_delta,
    grant_reserved_delta: -line.grant_reserved_delta,
    reserved_pictures_delta: -line.reserved_pictures_delta,
  };
}

/** @param reserved what is given back, so its deltas are negative */
function grantShare(reserved: { reserved_delta: number; grant_reserved_delta: number }, costMicros: number): number {
  const ofGrant = -reserved.grant_reserved_delta;
  const ofAllowance = -reserved.reserved_delta - ofGrant;
  return Math.min(ofGrant, Math.max(0, costMicros - ofAllowance));
}

type Line = Omit<LedgerTable, 'id' | 'reach'> & { reach: 'all' | 'here' | 'host' };

async function append(trx: Trx, line: Line): Promise<void> {
  await trx.insertInto('ledger').values(line).execute();
  const bucket_at = bucketOf(line.window_at);
  const full: Deltas = {
    reserved_micros: line.reserved_delta,
    spent_micros: line.spent_delta,
    pictures: line.pictures_delta,
    reserved_pictures: line.reserved_pictures_delta,
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
  await addToRollup(trx, grantScope(line.grant_id), bucket_at, { ...ofGrant, pictures: 0, reserved_pictures: 0 });
}

type Deltas = Omit<RollupsTable, 'scope' | 'bucket_at'>;

/** An update first: the sums' own checks look at an inserted row before a conflict turns it into an update. */
async function addToRollup(trx: Trx, scope: string, bucket_at: number, deltas: Deltas): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('rollups')
    .set((eb) => ({
      reserved_micros: eb('reserved_micros', '+', deltas.reserved_micros),
      spent_micros: eb('spent_micros', '+', deltas.spent_micros),
      pictures: eb('pictures', '+', deltas.pictures),
      reserved_pictures: eb('reserved_pictures', '+', deltas.reserved_pictures),
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
