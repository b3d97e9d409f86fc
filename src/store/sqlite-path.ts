// From `DATABASE_URL` to the one real file it means, whatever links lead to it.
import { existsSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '../errors.ts';

const IN_MEMORY = ':memory:';

/**
 * @param location `file:path` with the characters of a URL escaped (`%20`), a plain path as it is,
 * or `:memory:`
 * @returns the real path, so that a database has one lock and one journal by whichever link it is
 * opened; or `:memory:`
 * @throws {AppError} `database-location` for what is not understood, and for a file with a second
 * name (a hard link)
 */
export function sqlitePath(location: string): string {
  const path = readLocation(location);
  if (path === IN_MEMORY) return path;
  try {
    const real = realPath(resolve(path));
    const found = statSync(real, { throwIfNoEntry: false });
    if (found?.isDirectory()) throw misread(`${real} is a folder`);
    if (found && found.nlink > 1) throw named(real, found.nlink);
    return real;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw misread(error instanceof Error ? error.message : String(error));
  }
}

/** @throws {AppError} `database-missing` */
export function requireFile(location: string): void {
  const path = sqlitePath(location);
  if (path !== IN_MEMORY && !existsSync(path))
    throw new AppError(
      'database-missing',
      `There is no database at ${path}. The bot makes it at its first start; look at DATABASE_URL if it did.`,
    );
}

/** The same without asking the file system. @throws {AppError} `database-location` */
export function readLocation(location: string): string {
  if (location === IN_MEMORY) return location;
  if (!location.startsWith('file:')) {
    if (location === '' || /^\w+:\/\//.test(location)) throw misread('it must be a SQLite file, given as file:path');
    return location;
  }
  const given = location.slice('file:'.length);
  if (given.includes('?')) throw misread('options after ? are not taken; write %3F for a question mark in the name');
  if (given.includes('#')) throw misread('write %23 for a number sign in the name');
  const path = given.startsWith('//') ? withoutAuthority(given) : given;
  if (path === '') throw misread('a path is missing after file:');
  const decoded = decode(path);
  if (decoded === IN_MEMORY || decoded.includes('\0')) throw misread('it must name a file');
  return decoded;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw misread('write %25 for a percent sign in the name');
  }
}

/** `file:///path` and `file://localhost/path` are files here; any other host is not. */
function withoutAuthority(given: string): string {
  const [, host = '', path = ''] = /^\/\/([^/]*)(.*)$/.exec(given) ?? [];
  if (host !== '' && host !== 'localhost')
    throw misread(`"${host}" is read as a host; write file:path, or file:/path from the root`);
  return path;
}

const misread = (problem: string) => new AppError('database-location', `DATABASE_URL is not valid: ${problem}.`);

/** By each name SQLite keeps another journal, and two of them damage the database. */
const named = (path: string, names: number) =>
  new AppError(
    'database-location',
    `${path} has ${names} names (hard links), and SQLite would damage a database that is opened by two of them. ` +
      'Stop whatever links it, copy the file with cp, and put the copy in its place.',
  );

/** Follows links as far as there is something: the file, or the folder that it will be made in. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // fs throws these.
  }
  const target = readLink(path);
  if (target !== undefined) return realPath(resolve(dirname(path), target));
  const folder = dirname(path);
  return folder === path ? path : join(realPath(folder), basename(path));
}

/** Where a link leads that leads to nothing yet. */
function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
