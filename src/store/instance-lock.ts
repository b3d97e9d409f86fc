// One process a database: an exclusive transaction on a small database beside it, which the system
// gives back when the process ends, however it ends.
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '../errors.ts';
import { makeFolderDurably } from './make-folder.ts';
import { sqlitePath } from './sqlite-path.ts';
import { isStorageTrouble } from './storage-trouble.ts';

export interface InstanceLock {
  release(): void;
}

/**
 * @param location as `openDatabase` takes it; a database in memory needs no lock
 * @throws {AppError} `already-running` where another process has it, `database-unwritable` where
 * nothing can be written beside it
 */
export function acquireInstanceLock(location: string): InstanceLock {
  const path = sqlitePath(location);
  if (path === ':memory:') return { release() {} };
  let lock: Sqlite.Database | undefined;
  try {
    makeFolderDurably(dirname(path));
    lock = new Sqlite(`${path}.lock`, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new AppError('already-running', `Another instance of the bot is running on ${path}.`, { cause: error });
    }
    // The folder may be another user's, which only its making tells apart.
    if (isStorageTrouble(error) || (error as NodeJS.ErrnoException).code === 'EACCES')
      throw new AppError(
        'database-unwritable',
        `${dirname(path)} cannot be written (${error instanceof Error ? error.message : error}). ` +
          'Give the user that runs the bot the right to write there, or change DATABASE_URL. Is the disk full?',
        { cause: error },
      );
    throw error;
  }
  return { release: () => void lock.close() };
}
