// Backups in a folder, named by their date: the next name, the newest, and which ones rotation
// removes.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { WallMs } from '../clock.ts';

/**
 * A backup, its images (`.pictures` in older ones), and what a backup that was killed leaves
 * behind.
 */
const DATED = /^(kontext-\d{4}-\d\d-\d\dT\d{6}Z\.db)(\.images|\.pictures|\.draft|\.draft-journal)?$/;

/** Backups of one second get the names of the next ones, and clocks are set by a little. */
const TOLERANCE_MS = 60_000;

/** Whether `path` names a folder: it is one, or ends with a slash. */
export const isFolder = (path: string): boolean =>
  /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

/**
 * A path in `folder` that nothing has yet, such as `backups/kontext-2026-11-25T031500Z.db`.
 * @param now dates the name; a second later where that name is taken
 */
export function nextBackup(folder: string, now: WallMs): string {
  const path = join(folder, nameOf(now));
  return existsSync(path) ? nextBackup(folder, now + 1_000) : path;
}

/** What there is of backups in a folder, as far as their dates can be believed. */
export interface DatedBackups {
  /** The path of the newest one; undefined where there is none. */
  newest?: string;
  /** Names of those dated after now, newest first: of a clock that was ahead, or this one is behind. */
  later: string[];
}

/** @param now the wall clock's, which names are compared with */
export function findBackups(folder: string, now: WallMs): DatedBackups {
  const latest = nameOf(now + TOLERANCE_MS);
  const backups = backupsIn(folder);
  const name = backups.find((each) => each <= latest);
  return {
    ...(name === undefined ? {} : { newest: join(folder, name) }),
    later: backups.filter((each) => each > latest),
  };
}

/**
 * Removes the oldest backups and leaves the newest `keep`, of those that are dated no later than
 * `made`, with their images and drafts. Files with other names stay.
 * @param made the name of the backup just made, which a clock that was once wrong must not remove
 * @returns the names of the backups removed, newest first, and of those that `made` should be newer
 * than
 */
export function rotateBackups(folder: string, keep: number, made: string): { removed: string[]; later: string[] } {
  const backups = backupsIn(folder);
  const later = backups.filter((name) => name > made);
  const counted = backups.slice(later.length);
  const oldestKept = counted.slice(0, keep).at(-1);
  if (oldestKept === undefined) return { removed: [], later };
  const outdated = readdirSync(folder).filter((name) => (DATED.exec(name)?.[1] ?? oldestKept) < oldestKept);
  // The backup itself goes last, so that what an interrupted rotation leaves is whole or found
  // again.
  for (const name of outdated.sort().reverse()) rmSync(join(folder, name), { recursive: true, force: true });
  return { removed: counted.slice(keep), later };
}

/** Names, newest first. */
const backupsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => DATED.exec(name)?.[1] === name)
        .sort()
        .reverse()
    : [];

const nameOf = (at: WallMs): string => `kontext-${new Date(at).toISOString().replaceAll(/(?<=T.*):|\.\d+/g, '')}.db`;
