// Trouble with storage that passes or that the operator can mend: a locked database, a full disk.
// What could not be stored may be stored later.
import Sqlite from 'better-sqlite3';

/** SQLite's primary result codes of that kind; extended ones begin with them. */
const SQLITE_CODES = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_READONLY',
  'SQLITE_CANTOPEN',
];
/** The system's own, for the image files. */
const SYSTEM_CODES = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE']);

/** Whether `error`, or what caused it, says that nothing can be stored just now. */
export function isStorageTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  const isOurs =
    error instanceof Sqlite.SqliteError ? SQLITE_CODES.some((known) => code.startsWith(known)) : SYSTEM_CODES.has(code);
  return isOurs || isStorageTrouble(error.cause);
}
