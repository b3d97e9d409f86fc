// From `DATABASE_URL` to the file it means.
import { AppError } from '../errors.ts';

/** @param location `file:path`, a plain path, or `:memory:` */
export function sqlitePath(location: string): string {
  if (location.startsWith('file://')) return new URL(location).pathname;
  const path = location.replace(/^file:/, '');
  if (/^\w+:\/\//.test(path) || path === '') {
    throw new AppError('database-location', 'The database must be a SQLite file, given as file:path.');
  }
  return path;
}
