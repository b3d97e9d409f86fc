// What is trouble with storage, and what is something else.
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { isStorageTrouble } from '../../src/store/storage-trouble.ts';

it.each([
  new Sqlite.SqliteError('locked', 'SQLITE_BUSY'),
  new Sqlite.SqliteError('locked', 'SQLITE_BUSY_SNAPSHOT'),
  new Sqlite.SqliteError('full', 'SQLITE_FULL'),
  Object.assign(new Error('no space'), { code: 'ENOSPC' }),
  new Error('outer', { cause: new Sqlite.SqliteError('disk', 'SQLITE_IOERR_WRITE') }),
])('$message is', (error) => {
  expect(isStorageTrouble(error)).toBe(true);
});

it.each([
  new Sqlite.SqliteError('unique', 'SQLITE_CONSTRAINT_UNIQUE'),
  Object.assign(new Error('gone'), { code: 'ENOENT' }),
  new Error('anything'),
  'no error at all',
])('%s is not', (error) => {
  expect(isStorageTrouble(error)).toBe(false);
});
