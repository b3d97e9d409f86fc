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

/** Whether `path` names a folder: it is one, or ends with a slash. */
export const isFolder = (path: string): boolean =>
  /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

/**
 * A path in `folder` that nothing has yet, such as `backups/kontext-2026-11-25T031500Z.db`.
 * @param now dates the name; a second later where that name is taken
 */
export function nextBackup(folder: string, now: WallMs): string {
  const second = new Date(now).toISOString().replaceAll(/(?<=T.*):|\.\d+/g, '');
  const path = join(folder, `kontext-${second}.db`);
  return existsSync(path) ? nextBackup(folder, now + 1_000) : path;
}

/** The newest backup in `folder` by its name; `undefined` where there is none. */
export function newestBackup(folder: string): string | undefined {
  const name = backupsIn(folder)[0];
  return name === undefined ? undefined : join(folder, name);
}

/**
 * Removes all dated backups but the newest `keep`, their images and drafts with them. Files with
 * other names stay.
 * @returns the names of the backups removed, newest first
 */
export function rotateBackups(folder: string, keep: number): string[] {
  const backups = backupsIn(folder);
  const oldestKept = backups.slice(0, keep).at(-1);
  if (oldestKept === undefined) return [];
  const outdated = readdirSync(folder).filter((name) => (DATED.exec(name)?.[1] ?? oldestKept) < oldestKept);
  // The backup itself goes last, so that what an interrupted rotation leaves is whole or found
  // again.
  for (const name of outdated.sort().reverse()) rmSync(join(folder, name), { recursive: true, force: true });
  return backups.slice(keep);
}

/** Names, newest first. */
const backupsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => DATED.exec(name)?.[1] === name)
        .sort()
        .reverse()
    : [];
