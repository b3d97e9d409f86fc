// Repairs reservations that were given back twice or not at all, by adjusting entries: nothing in
// the ledger is ever changed.

import { type Kysely, sql } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import { adjustReservation, type ReservationAdjustment } from './ledger.store.ts';
import { type MisstatedReservation, misstatedReservations } from './reservation-balance.ts';

const REASON = 'repaired: the entries did not match the task';

/**
 * Adds what brings each task's reservation to what its state says, all in one transaction.
 * @param at milliseconds since 1970
 * @returns what was wrong, and is now right
 */
export const repairLedger = (db: Kysely<Database>, at: WallMs): Promise<MisstatedReservation[]> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql.raw<MisstatedReservation>(misstatedReservations).execute(trx);
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
