// Repairs reservations that were given back twice or not at all, by adjusting entries: nothing in the ledger is ever changed.

import { type Kysely, sql } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import { adjustReservation } from './ledger.store.ts';
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
    for (const row of rows) {
      const entry = { taskId: row.task_id, at, reason: REASON, actorAccountId: null };
      const hostMicros = row.host_expected - row.host_reserved;
      const hereMicros = row.here_expected - row.here_reserved;
      const grantMicros = row.grant_expected - row.grant_reserved;
      if (hostMicros !== 0)
        await adjustReservation(trx, { ...entry, reach: 'host', reservedMicros: hostMicros, grantReservedMicros: 0 });
      if (hereMicros !== 0 || grantMicros !== 0)
        await adjustReservation(trx, {
          ...entry,
          reach: 'here',
          reservedMicros: hereMicros,
          grantReservedMicros: grantMicros,
        });
    }
    return rows;
  });
