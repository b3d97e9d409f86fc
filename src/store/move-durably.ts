// A finished file into its place: at once, and on the disk before it is called done.
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export async function moveDurably(from: string, to: string): Promise<void> {
  await flush(from);
  await rename(from, to);
  await flush(dirname(to));
}

/** A file's content, or what a folder holds. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
