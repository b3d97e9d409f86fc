// A copy of the database at one moment, taken while the bot goes on writing: one file, checked,
// complete or not there at all.
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '../errors.ts';
import { makeFolderDurably } from './make-folder.ts';
import { moveDurably } from './move-durably.ts';
import { obstacleOf, unwritable } from './require-writable.ts';
import { openSqlite } from './sqlite-connection.ts';
import { requireFile, sqlitePath } from './sqlite-path.ts';

/** In one step: between steps another process's write would begin the copy anew. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * @param location of a database that is there
 * @param file where the copy goes, its folder is made where missing; only with `replace` may there
 * be one already
 * @throws {AppError} `database-missing`, `database-unreadable`, `backup-exists`,
 * `backup-unwritable`, `backup-damaged`
 */
export async function backUpDatabase(location: string, file: string, { replace = false } = {}): Promise<void> {
  requireFile(location);
  const source = openSqlite(sqlitePath(location), 'read-only');
  const target = resolve(file);
  const draft = `${target}.draft`;
  try {
    if (!replace && existsSync(target)) throw new AppError('backup-exists', `${target} exists already.`);
    // Backups hold prompts and who wrote them, images are beside them.
    makeFolder(dirname(target));
    rmSync(draft, { force: true });
    await source.backup(draft, { progress: () => ALL_PAGES });
    // It holds prompts and who wrote them.
    chmodSync(draft, 0o600);
    seal(draft);
    await moveDurably(draft, target);
  } finally {
    source.close();
    rmSync(draft, { force: true });
  }
}

/** @throws {AppError} `backup-unwritable` */
function makeFolder(folder: string): void {
  let why: string | undefined;
  try {
    makeFolderDurably(folder, 0o700);
    why = obstacleOf(folder);
  } catch (error) {
    why = (error as NodeJS.ErrnoException).code ?? 'unknown'; // fs throws these.
  }
  if (why === undefined) return;
  throw unwritable({ code: 'backup-unwritable', place: folder, why, otherwise: 'name another folder' });
}

/** Makes the copy a file that needs no others beside it, and looks whether it is whole. */
function seal(path: string): void {
  const copy = new Sqlite(path);
  try {
    copy.pragma('journal_mode = DELETE');
    const verdict = copy.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw new AppError('backup-damaged', `The database is damaged: ${verdict}`);
  } finally {
    copy.close();
  }
}
