// Putting a backup in the database's place: made ready beside it first, so that whatever goes wrong
// leaves what was there.
import { constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Kysely } from 'kysely';
import { AppError } from '../errors.ts';
import { examineDatabase } from './examine-database.ts';
import { migrateToLatest } from './migrate.ts';
import { flush, moveDurably } from './move-durably.ts';
import { connectDatabase } from './open-database.ts';
import type { Database } from './schema.ts';
import { openSqlite } from './sqlite-connection.ts';
import { sqlitePath } from './sqlite-path.ts';

/** What SQLite keeps beside a database. */
const JOURNALS = ['-wal', '-shm'];

/**
 * Whoever calls it holds the instance lock of `location`.
 * @param prepare changes the copy before it takes the place
 * @param stamp tells apart what was replaced when
 * @returns where the database that was there stands now; undefined where there was none
 * @throws {AppError} `no-backup`, `backup-damaged`, `database-newer`
 */
export async function replaceDatabase(
  location: string,
  backup: string,
  prepare: (db: Kysely<Database>) => Promise<void>,
  stamp: string,
): Promise<string | undefined> {
  await examineBackup(backup);
  const path = resolve(sqlitePath(location));
  const staged = `${path}.restoring`;
  for (const side of ['', ...JOURNALS]) rmSync(`${staged}${side}`, { force: true });
  copyFileSync(backup, staged);
  const db = connectDatabase<Database>(staged);
  try {
    await migrateToLatest(db);
    await prepare(db);
  } finally {
    await db.destroy();
  }
  const aside = existsSync(path) ? `${path}.replaced-${stamp}` : undefined;
  if (aside !== undefined) await setAside(path, aside);
  await moveDurably(staged, path);
  return aside;
}

/**
 * The old database stands in both places until the new one replaces it, so that at no moment there
 * is none.
 */
async function setAside(path: string, aside: string): Promise<void> {
  try {
    // Closing it takes its journal in, so that nothing but the file is left.
    openSqlite(path).close();
  } catch {
    // Damaged as it may be, it is kept as it is.
  }
  // Left behind, a journal would be applied to the other database.
  for (const side of JOURNALS) if (existsSync(`${path}${side}`)) renameSync(`${path}${side}`, `${aside}${side}`);
  try {
    // Not a link: a database with two names is opened by neither.
    copyFileSync(path, aside, constants.COPYFILE_FICLONE);
  } catch {
    // The disk may have no room for both.
    renameSync(path, aside);
  }
  // Before the other database comes: a power cut must not bring the journal back beside it.
  await flush(aside);
  await flush(dirname(aside));
}

async function examineBackup(file: string): Promise<void> {
  if (!existsSync(file)) throw new AppError('no-backup', `${file} is not there.`);
  try {
    const db = connectDatabase<Database>(file, 'read-only');
    const { applied, unknown, damage } = await examineDatabase(db).finally(() => db.destroy());
    if (damage.length > 0) throw new AppError('backup-damaged', `${file} is damaged: ${damage.join('; ')}`);
    if (applied.length === 0) throw new AppError('no-backup', `${file} is a database, but not this bot's.`);
    if (unknown.length > 0)
      throw new AppError('database-newer', `${file} was made by a newer version of this program.`);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('no-backup', `${file} cannot be read as a backup.`, { cause: error });
  }
}
