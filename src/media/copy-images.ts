// Images from one folder to another, laid out as the image store lays them out; what is there
// already is not copied again.
import { randomUUID } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolderDurably } from '../store/make-folder.ts';
import { moveDurably } from '../store/move-durably.ts';
import { imagePath } from './image-path.ts';

export interface CopiedImages {
  copied: number;
  /** Those that were there already. */
  known: number;
  /** Those that were not to be found. */
  missing: number;
}

export async function copyImages(ids: readonly string[], from: string, to: string): Promise<CopiedImages> {
  const result: CopiedImages = { copied: 0, known: 0, missing: 0 };
  for (const id of ids) result[await copyImage(imagePath(from, id), imagePath(to, id))] += 1;
  return result;
}

async function copyImage(from: string, to: string): Promise<keyof CopiedImages> {
  // A name is the digest of its bytes, so whatever has it has them.
  if (existsSync(to)) return 'known';
  if (!existsSync(dirname(to))) makeFolderDurably(dirname(to));
  const draft = `${to}.${randomUUID()}.draft`;
  try {
    // Shares the bytes where the file system can.
    await copyFile(from, draft, constants.COPYFILE_FICLONE);
    await moveDurably(draft, to);
    return 'copied';
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && !existsSync(from)) return 'missing';
    throw error;
  }
}
