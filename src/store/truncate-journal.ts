// Deleted rows are overwritten in the database, and their old pages stay in the write-ahead log
// beside it until that is emptied.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

const TRIES = 30;
const BETWEEN_TRIES_MS = 1_000;

/**
 * Writes the log back into the database and empties it. A reader, such as a backup, may hold it for
 * a while.
 * @returns whether it was emptied within half a minute; the next sweep tries again
 */
export async function truncateJournal(db: Kysely<Database>): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    if (tries === TRIES) return false;
    await sleepFor(BETWEEN_TRIES_MS);
  }
}
