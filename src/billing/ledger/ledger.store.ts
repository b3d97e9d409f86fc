// What is entered into the ledger of a task's cost: its reservation, its end, and adjustments,
// inside the caller's transaction.

import type { Transaction } from 'kysely';
import type { WallMs } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import type { Coverage } from '../budgets.ts';
import { appendLine } from './ledger-lines.store.ts';

type Trx = Transaction<Database>;

export interface Reservation {
  taskId: string;
  accountId: number;
  guildId: string | null;
  amountMicros: number;
  /** The part of the amount that a grant pays. */
  coverage?: Coverage | undefined;
  /**
   * The admission's time, which decides the window that this and every later line of the task
   * counts in.
   */
  at: WallMs;
  reason: string;
}

/** Sets the expected cost of a task aside. */
export const reserve = (trx: Trx, reservation: Reservation): Promise<void> =>
  appendLine(trx, {
    kind: 'reserve',
    reach: 'all',
    task_id: reservation.taskId,
    account_id: reservation.accountId,
    guild_id: reservation.guildId,
    reserved_delta: reservation.amountMicros,
    reserved_images_delta: 1,
    spent_delta: 0,
    images_delta: 0,
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
  images: number;
  at: WallMs;
  reason: string;
  /** `host` where member and server have had theirs back already. */
  reach?: 'all' | 'host';
}

/**
 * Turns a task's reservation into what it cost, in full, whatever had been reserved. The allowance
 * pays first, then the grant, then the allowance what is beyond both.
 */
export async function settle(trx: Trx, settlement: Settlement): Promise<void> {
  const reserved = await reversalOf(trx, settlement.taskId);
  await appendLine(trx, {
    ...reserved,
    kind: 'settle',
    spent_delta: settlement.costMicros,
    grant_spent_delta: grantShare(reserved, settlement.costMicros),
    reach: settlement.reach ?? 'all',
    images_delta: settlement.images,
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
  const reserved = await reversalOf(trx, taskId);
  await appendLine(trx, {
    ...reserved,
    kind: 'release',
    reach,
    grant_spent_delta: 0,
    spent_delta: 0,
    images_delta: 0,
    estimated: 0,
    cost_text: null,
    actor_account_id: actorAccountId ?? null,
    reason,
    created_at: at,
  });
}

export interface ServerAdjustment {
  taskId: string;
  /**
   * Gives the reservation back to member and server, or takes it again where the task turns out to
   * be known after all.
   */
  give: 'back' | 'again';
  at: WallMs;
  reason: string;
  actorAccountId: number | null;
}

/** The operator's own total is left as it is. */
export async function adjustServerScopes(
  trx: Trx,
  { taskId, give, at, reason, actorAccountId }: ServerAdjustment,
): Promise<void> {
  const back = await reversalOf(trx, taskId);
  const sign = give === 'back' ? 1 : -1;
  await adjustReservation(trx, {
    taskId,
    reach: 'here',
    reservedMicros: sign * back.reserved_delta,
    grantReservedMicros: sign * back.grant_reserved_delta,
    reservedImages: sign * back.reserved_images_delta,
    at,
    reason,
    actorAccountId,
  });
}

export interface ReservationAdjustment {
  taskId: string;
  /** `here`: member and server. `host`: the operator's total alone. */
  reach: 'here' | 'host';
  /**
   * What is added to the reserved amount, and the part of it that a grant pays; negative gives
   * back.
   */
  reservedMicros: number;
  grantReservedMicros: number;
  /** The same for the number of images. */
  reservedImages: number;
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
    reservedImages,
    at,
    reason,
    actorAccountId,
  }: ReservationAdjustment,
): Promise<void> {
  const { task_id, account_id, guild_id, window_at, grant_id } = await reversalOf(trx, taskId);
  await appendLine(trx, {
    task_id,
    account_id,
    guild_id,
    window_at,
    grant_id,
    reserved_delta: reservedMicros,
    grant_reserved_delta: grantReservedMicros,
    reserved_images_delta: reservedImages,
    kind: 'adjust',
    reach,
    grant_spent_delta: 0,
    spent_delta: 0,
    images_delta: 0,
    estimated: 0,
    cost_text: null,
    actor_account_id: actorAccountId,
    reason,
    created_at: at,
  });
}

/**
 * What every line that ends a reservation takes over from it, its amounts negated. A second end is
 * refused by the ledger's unique index.
 */
async function reversalOf(trx: Trx, taskId: string) {
  const line = await trx
    .selectFrom('ledger')
    .select(['task_id', 'account_id', 'guild_id', 'window_at', 'grant_id'])
    .select(['reserved_delta', 'grant_reserved_delta', 'reserved_images_delta'])
    .where('task_id', '=', taskId)
    .where('kind', '=', 'reserve')
    .executeTakeFirstOrThrow();
  return {
    ...line,
    reserved_delta: -line.reserved_delta,
    grant_reserved_delta: -line.grant_reserved_delta,
    reserved_images_delta: -line.reserved_images_delta,
  };
}

/** @param reserved what is given back, so its deltas are negative */
function grantShare(reserved: { reserved_delta: number; grant_reserved_delta: number }, costMicros: number): number {
  const ofGrant = -reserved.grant_reserved_delta;
  const ofAllowance = -reserved.reserved_delta - ofGrant;
  return Math.min(ofGrant, Math.max(0, costMicros - ofAllowance));
}
