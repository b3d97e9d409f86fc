// The picture store: content-addressed files, durable before anything says they exist.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../clock.ts';
import { flush, moveDurably } from '../store/move-durably.ts';
import type { Database, PictureRow } from '../store/schema.ts';
import type { Picture } from './inspect-picture.ts';
import { picturePath } from './picture-path.ts';
import {
  findPicture,
  forgetPicture,
  oldestPictures,
  picturesExpiredAt,
  rememberPicture,
  totalBytes,
} from './pictures.store.ts';

export interface PictureStore {
  /** Durable once it resolves. @returns the id: the SHA-256 of the bytes, in hexadecimal */
  save(picture: Picture, keep?: 'usual' | 'chain'): Promise<{ id: string }>;
  /** What is known of it. @returns undefined once it is no longer kept */
  find(id: string): Promise<PictureRow | undefined>;
  /** Its bytes. @returns undefined once it is no longer kept */
  read(id: string): Promise<Buffer | undefined>;
  /** Until when a picture is kept that others are made from, as of now. */
  chainEndsAt(): SteadyMs;
  /** Removes what is past its time, then the oldest until the size limit holds; never what waits to be shown. @returns how many */
  removeExpired(): Promise<number>;
}

export interface PictureStoreOptions extends Clock {
  directory: string;
  db: Kysely<Database>;
  retentionMs: number;
  /** For what is in a chain of edits: each step should find the ones before it. */
  chainRetentionMs: number;
  maxBytes: number;
}

const BATCH = 100;

export function createPictureStore(options: PictureStoreOptions): PictureStore {
  const { directory, db, now, steadyNow, retentionMs, chainRetentionMs, maxBytes } = options;
  const pathOf = (id: string) => picturePath(directory, id);

  const remove = async (id: string) => {
    // The row first: a file without a row is only space, a row without a file is a promise broken.
    await forgetPicture(db, id);
    await rm(pathOf(id), { force: true });
  };

  const expired = () => picturesExpiredAt(db, steadyNow(), BATCH);

  return {
    async save({ bytes, format, width, height }, keep = 'usual') {
      const id = createHash('sha256').update(bytes).digest('hex');
      await writeDurably(pathOf(id), bytes);
      await rememberPicture(db, {
        id,
        format,
        width,
        height,
        bytes: bytes.length,
        created_at: now(),
        keep_until: steadyNow() + (keep === 'chain' ? chainRetentionMs : retentionMs),
      });
      return { id };
    },

    chainEndsAt: () => steadyNow() + chainRetentionMs,

    find: (id) => findPicture(db, id),

    async read(id) {
      if (!(await findPicture(db, id))) return undefined;
      try {
        return await readFile(pathOf(id));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },

    async removeExpired() {
      let removed = 0;
      for (let batch = await expired(); batch.length > 0; batch = await expired()) {
        for (const { id } of batch) await remove(id);
        removed += batch.length;
      }
      let bytes = await totalBytes(db);
      while (bytes > maxBytes) {
        const oldest = await oldestPictures(db, BATCH);
        if (oldest.length === 0) break;
        for (const row of oldest) {
          if (bytes <= maxBytes) break;
          await remove(row.id);
          bytes -= row.bytes;
          removed += 1;
        }
      }
      return removed;
    },
  };
}

/** A new file under another name, then moved into place, and its folder flushed, which may be new too: whole or absent, whatever happens. */
async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${randomUUID()}.draft`;
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
  }
  await flush(dirname(folder));
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
