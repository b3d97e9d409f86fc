// The image store's files: written whole or not at all, read only as what they were, and found by
// looking at the folder.
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { wallNow } from '../clock.ts';
import { makeFolderDurably } from '../store/make-folder.ts';
import { flush, moveDurably } from '../store/move-durably.ts';
import { imagePath } from './image-path.ts';

export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/**
 * What a file turned out to be: `damaged` has other bytes than its name says, `unreadable` may be
 * readable later.
 */
export type FileState = 'whole' | 'missing' | 'damaged' | 'unreadable';

export interface StoredFiles {
  /** Durable once it resolves. */
  write(id: string, bytes: Buffer): Promise<void>;
  /** @returns the bytes where they are what the name says, else why there are none */
  read(id: string): Promise<Buffer | Exclude<FileState, 'whole'>>;
  /** Reads the whole file without holding it in memory. */
  check(id: string): Promise<FileState>;
  remove(id: string): Promise<void>;
  /**
   * Ids of files, and paths of drafts, that nobody has touched for `ageMs` and this process is not
   * writing.
   */
  untouched(ageMs: number): Promise<{ ids: string[]; drafts: string[] }>;
}

const FOLDER = /^[0-9a-f]{2}$/;
const FILE = /^[0-9a-f]{64}$/;
const DRAFT = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.draft$/;

export function createStoredFiles(directory: string): StoredFiles {
  const pathOf = (id: string) => imagePath(directory, id);
  const writing = new Set<string>();
  let isMade = false;

  return {
    async write(id, bytes) {
      const path = pathOf(id);
      const folder = dirname(path);
      if (!isMade) makeFolderDurably(directory);
      isMade = true;
      await mkdir(folder, { recursive: true });
      const draft = `${path}.${randomUUID()}.draft`;
      writing.add(draft);
      try {
        const file = await open(draft, 'wx');
        try {
          await file.writeFile(bytes);
        } finally {
          await file.close();
        }
        await moveDurably(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      } finally {
        writing.delete(draft);
      }
      // The file's folder may be new too.
      await flush(dirname(folder));
    },

    async read(id) {
      try {
        const bytes = await readFile(pathOf(id));
        return digestOf(bytes) === id ? bytes : 'damaged';
      } catch (error) {
        return whyUnread(error);
      }
    },

    async check(id) {
      const hash = createHash('sha256');
      try {
        await pipeline(createReadStream(pathOf(id)), hash);
      } catch (error) {
        return whyUnread(error);
      }
      return hash.digest('hex') === id ? 'whole' : 'damaged';
    },

    remove: (id) => rm(pathOf(id), { force: true }),

    async untouched(ageMs) {
      const ids: string[] = [];
      const drafts: string[] = [];
      for (const folder of await namesIn(directory, FOLDER)) {
        for (const name of await namesIn(join(directory, folder), /./)) {
          const path = join(directory, folder, name);
          const isDraft = DRAFT.test(name);
          if (!(isDraft || FILE.test(name)) || writing.has(path)) continue;
          if (!(await isOlderThan(path, ageMs))) continue;
          if (isDraft) drafts.push(path);
          else ids.push(name);
        }
      }
      return { ids, drafts };
    },
  };
}

async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name));
  } catch (error) {
    if (whyUnread(error) === 'missing') return [];
    throw error;
  }
}

/**
 * By the file system's own stamps. One in the future is left from a clock that was set back since.
 */
async function isOlderThan(path: string, ageMs: number): Promise<boolean> {
  try {
    return Math.abs(wallNow() - (await stat(path)).mtimeMs) >= ageMs;
  } catch (error) {
    if (whyUnread(error) === 'missing') return false;
    throw error;
  }
}

const whyUnread = (error: unknown): 'missing' | 'unreadable' =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable';
