// A disk of a few megabytes for the bot's data, which can be filled to the last byte: a tmpfs,
// which only root may mount.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  /** Where it is mounted. */
  folder: string;
  /** Takes all the space that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  unmount(): void;
}

const CHUNK = Buffer.alloc(64 * 1024, 1);

/** @returns undefined where nothing may be mounted */
export function mountSmallDisk(mebibytes: number): SmallDisk | undefined {
  if (process.platform !== 'linux' || userInfo().uid !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'kontext-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'kontext', folder], { stdio: 'ignore' });
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      try {
        for (;;) appendFileSync(filler, CHUNK);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error; // fs throws these.
      }
    },
    free: () => rmSync(filler, { force: true }),
    unmount() {
      execFileSync('umount', [folder]);
      rmdirSync(folder);
    },
  };
}
