// Repairs reservations that were given back twice or not at all, by adjusting entries: nothing in
// the ledger is ever changed.

import { type Kysely, sql } from 'kysely';
import type { WallMs } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import { adjustReservation, type ReservationAdjustment } from './ledger.store.ts';
import { ledgerCheck } from './verify-ledger.store.ts';

/**
 * What is reserved for each task must follow from its state: the reservation while its charge is
 * open, nothing once it has ended. Member and server (`here`) have nothing reserved either once a
 * moderator has given an unconfirmed charge back.
 */
const MISSTATED = ledgerCheck('reservations-against-states.sql');
const REASON = 'repaired: the entries did not match the task';

/** A task of which more or less is reserved than its state says. Amounts are micro-dollars. */
export interface MisstatedReservation {
  task_id: string;
  state: string;
  /**
   * What the ledger's entries add up to, for the operator's total, for member and server, and of
   * that for a grant.
   */
  host_reserved: number;
  here_reserved: number;
  grant_reserved: number;
  /** What they should add up to. */
  host_expected: number;
  here_expected: number;
  grant_expected: number;
  /** The same for the number of images. */
  host_images: number;
  here_images: number;
  host_images_expected: number;
  here_images_expected: number;
}

/**
 * Adds what brings each task's reservation to what its state says, all in one transaction.
 * @param at milliseconds since 1970
 * @returns what was wrong, and is now right
 */
export const repairLedger = (db: Kysely<Database>, at: WallMs): Promise<MisstatedReservation[]> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql.raw<MisstatedReservation>(MISSTATED).execute(trx);
    const adjustments = rows.flatMap((row) => adjustmentsOf(row, at)).filter(isNeeded);
    // What is added comes first: on the way no sum may fall below zero.
    adjustments.sort((one, other) => other.reservedMicros - one.reservedMicros);
    for (const adjustment of adjustments) await adjustReservation(trx, adjustment);
    return rows;
  });

function adjustmentsOf(row: MisstatedReservation, at: WallMs): ReservationAdjustment[] {
  const entry = { taskId: row.task_id, at, reason: REASON, actorAccountId: null };
  return [
    {
      ...entry,
      reach: 'host',
      reservedMicros: row.host_expected - row.host_reserved,
      grantReservedMicros: 0,
      reservedImages: row.host_images_expected - row.host_images,
    },
    {
      ...entry,
      reach: 'here',
      reservedMicros: row.here_expected - row.here_reserved,
      grantReservedMicros: row.grant_expected - row.grant_reserved,
      reservedImages: row.here_images_expected - row.here_images,
    },
  ];
}

const isNeeded = ({ reservedMicros, grantReservedMicros, reservedImages }: ReservationAdjustment): boolean =>
  reservedMicros !== 0 || grantReservedMicros !== 0 || reservedImages !== 0;
