// A new folder that is still there after a power cut: each folder above it has to know it.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Makes `path` and what is missing above it; at once, for use before anybody is served. */
export function makeFolderDurably(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.push(folder);
  if (missing.length === 0) return;
  mkdirSync(path, { recursive: true });
  for (const folder of missing) flushFolder(dirname(folder));
}

function flushFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
