// Opening a database for reading only, also where nothing can be written: beside a database that
// nobody has open SQLite wants to make a file even for that.
import { chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '../errors.ts';

/**
 * @param path of a file that is there
 * @param timeoutMs how long SQLite waits for a lock, blocking the event loop
 * @returns the database itself; where SQLite cannot read it for lack of rights beside it, a copy
 * that nobody else can find
 * @throws {AppError} `database-unreadable` where the file cannot be read or copied
 */
export function openReadOnly(path: string, timeoutMs: number): Sqlite.Database {
  const options = { readonly: true, fileMustExist: true, timeout: timeoutMs };
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = new Sqlite(path, options);
    // Opening it reads nothing yet.
    sqlite.pragma('schema_version');
    return sqlite;
  } catch (error) {
    // Anything else, such as a file that is no database, is told to whoever asks it something.
    if (sqlite && !isRefused(error)) return sqlite;
    sqlite?.close();
    if (!isRefused(error)) throw error;
  }
  // Whoever has it open has made that file, and would have to be asked what is not in the others.
  if (existsSync(`${path}-shm`) && existsSync(`${path}-wal`)) throw unreadable(path, 'nor can the files beside it');
  return openCopy(path, options);
}

/** Its folder is closed, or the file itself. */
const isRefused = (error: unknown): boolean =>
  error instanceof Sqlite.SqliteError && /^SQLITE_(READONLY|CANTOPEN)/.test(error.code);

function openCopy(path: string, options: Sqlite.Options): Sqlite.Database {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-read-'));
  const copy = join(folder, 'copy.db');
  try {
    copyAtRest(path, copy);
    const whole = new Sqlite(copy);
    // Takes in what only the journal holds, and needs no other file from then on.
    whole.pragma('journal_mode = DELETE');
    whole.close();
    const sqlite = new Sqlite(copy, options);
    sqlite.pragma('schema_version');
    return sqlite;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code, message } = error as NodeJS.ErrnoException; // fs and SQLite throw these.
    throw code !== undefined && NO_ROOM.has(code) ? noRoom(path) : unreadable(path, code ?? message);
  } finally {
    // It holds prompts and who wrote them: what is open is read on, and gone however this program
    // ends.
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws {AppError} where somebody begins to use it meanwhile */
function copyAtRest(path: string, copy: string): void {
  const state = () => {
    const { size, mtimeMs } = statSync(path);
    return [size, mtimeMs, existsSync(`${path}-shm`)].join();
  };
  const before = state();
  for (const side of ['', '-wal']) {
    if (!existsSync(`${path}${side}`)) continue;
    copyFileSync(`${path}${side}`, `${copy}${side}`, constants.COPYFILE_FICLONE);
    // Rights are copied too.
    chmodSync(`${copy}${side}`, 0o600);
  }
  if (state() !== before) throw unreadable(path, 'another program has just begun to use it');
}

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);
const noRoom = (path: string): AppError =>
  new AppError(
    'database-unreadable',
    `${tmpdir()} has no room for a copy of ${path}, which cannot be read where it is. Free some, or set TMPDIR to another folder.`,
  );

const unreadable = (path: string, why: string): AppError =>
  new AppError(
    'database-unreadable',
    `${path} cannot be read (${why}). Run this as the user that runs the bot, or give yours the right to read the file and those beside it.`,
  );
