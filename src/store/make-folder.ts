// A new folder that is still there after a power cut: each folder above it has to know it.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes `path` and what is missing above it; at once, so not for what happens often.
 * @param mode rights of what is made, where not the usual ones
 */
export function makeFolderDurably(path: string, mode?: number): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  mkdirSync(path, { recursive: true, mode });
  // Also where it is there: whoever made it may have been killed before this.
  for (const folder of missing.length > 0 ? missing : [resolve(path)]) flushFolder(dirname(folder));
}

function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
