// Opening a database that a bot has made, for programs beside it: they neither make one nor bring
// one up to date, since its bot may be running.
import { type Kysely, sql } from 'kysely';
import { AppError } from '../errors.ts';
import { appliedMigrations } from './examine-database.ts';
import { migrations } from './migrate.ts';
import { connectDatabase } from './open-database.ts';
import { requireWritable } from './require-writable.ts';
import type { Database } from './schema.ts';
import { requireFile, sqlitePath } from './sqlite-path.ts';

/**
 * @param location as `openDatabase` takes it
 * @throws {AppError} `database-missing` where there is none, `database-older` or `database-newer`
 * where another version used it last, `database-unwritable` or `database-unreadable` for lack of
 * rights
 */
export async function openExistingDatabase(
  location: string,
  access: 'read-write' | 'read-only' = 'read-write',
): Promise<Kysely<Database>> {
  requireFile(location);
  if (access === 'read-write') requireWritable(sqlitePath(location));
  const db = connectDatabase<Database>(location, access);
  try {
    // What its bot sees of our changes has to be durable: then SQLite flushes a commit before it
    // shows it to others.
    if (access === 'read-write') await sql`pragma synchronous = full`.execute(db);
    const applied = await appliedMigrations(db);
    const known = Object.keys(migrations);
    if (applied.some((name) => !known.includes(name)))
      throw new AppError('database-newer', 'The database was used by a newer version of this program.');
    if (known.some((name) => !applied.includes(name)))
      throw new AppError(
        'database-older',
        'The database was used by an older version of this program. Start this version’s bot once: it brings the database up to date.',
      );
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
