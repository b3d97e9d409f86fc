// The image store: content-addressed files, durable before anything says they exist.
import { rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../clock.ts';
import type { Database, ImageRow } from '../store/schema.ts';
import type { Image } from './image.ts';
import {
  evictionCandidates,
  findImage,
  forgetImage,
  forgetUnneeded,
  forgetUnreferenced,
  imagesExpiredAt,
  rememberImage,
  totalBytes,
  unreferencedImages,
} from './images.store.ts';
import { createKeyedLock } from './keyed-lock.ts';
import { createStoredFiles, digestOf, type FileState } from './stored-files.ts';

export interface ImageStore {
  /**
   * Durable once it resolves. Then makes room where the size limit is exceeded.
   * @param use makes the database refer to it, and calls `keepLonger` with `keepUntil` in the same
   * transaction: others may let go of the same bytes at any time before. No removal of the image
   * comes between. Where nothing refers to it afterwards, it goes at once.
   * @returns the id: the SHA-256 of the bytes, in hexadecimal
   */
  save(image: Image, keep?: 'usual' | 'chain', use?: UseOfImage): Promise<{ id: string }>;
  /**
   * What is known of it.
   * @returns undefined once it is no longer kept, or its file is not what it was
   */
  find(id: string): Promise<ImageRow | undefined>;
  /** Its bytes. @returns undefined once it is no longer kept, or its file is not what it was */
  read(id: string): Promise<Buffer | undefined>;
  /** Until when an image is kept that others are made from, as of now. */
  chainEndsAt(): SteadyMs;
  /**
   * Removes what is past its time, then what makes room; never what is still needed.
   * @returns how many
   */
  removeExpired(): Promise<number>;
  /**
   * Removes what a process left that ended between two steps: files without a row, rows that
   * nothing refers to.
   * @returns how many
   */
  removeStrayFiles(): Promise<number>;
}

export type UseOfImage = (id: string, keepUntil: SteadyMs) => Promise<unknown>;

export interface ImageStoreOptions extends Clock {
  directory: string;
  db: Kysely<Database>;
  retentionMs: number;
  /** For what is in a chain of edits: each step should find the ones before it. */
  chainRetentionMs: number;
  maxBytes: number;
  /**
   * How long a file without a row is left alone: another program may be copying it. Five minutes
   * unless given.
   */
  strayAgeMs?: number;
  /** Told of a file that cannot be used. */
  onBadFile?(id: string, state: FileState): void;
}

const BATCH = 100;
const STRAY_AGE_MS = 5 * 60_000;

export function createImageStore(options: ImageStoreOptions): ImageStore {
  const { directory, db, now, steadyNow, retentionMs, chainRetentionMs, maxBytes, strayAgeMs = STRAY_AGE_MS } = options;
  const files = createStoredFiles(directory);
  // An image's file and row change together only under its lock. Nobody waits for it inside a
  // transaction.
  const locked = createKeyedLock();

  /**
   * The row first: a file without a row is only space, a row without a file is a promise broken.
   */
  const remove = (id: string, forget: () => Promise<boolean>) =>
    locked(id, async () => {
      if (!(await forget())) return false;
      await files.remove(id);
      return true;
    });

  const removeAllExpired = async () => {
    let removed = 0;
    for (;;) {
      const at = steadyNow();
      const batch = await imagesExpiredAt(db, at, BATCH);
      let removedNow = 0;
      for (const { id } of batch) if (await remove(id, () => forgetUnneeded(db, id, at, 'expired'))) removedNow += 1;
      removed += removedNow;
      // What was extended meanwhile is no longer in the next batch.
      if (batch.length < BATCH) return removed;
    }
  };

  const makeRoom = async () => {
    let removed = 0;
    let bytes = await totalBytes(db);
    while (bytes > maxBytes) {
      let freed = 0;
      const at = steadyNow();
      for (const row of await evictionCandidates(db, at, BATCH)) {
        if (bytes - freed <= maxBytes) break;
        if (!(await remove(row.id, () => forgetUnneeded(db, row.id, at, { savedAt: row.created_at })))) continue;
        freed += row.bytes;
        removed += 1;
      }
      if (freed === 0) break;
      bytes = await totalBytes(db);
    }
    return removed;
  };
  // One at a time: two would remove twice what is too much.
  const makeRoomAlone = () => locked('room', makeRoom);

  const onBadFile = async (id: string, state: FileState) => {
    options.onBadFile?.(id, state);
    // Only what has been read whole and is something else is beyond hope; a disk may come back.
    if (state !== 'damaged') return;
    await remove(id, async () => {
      if ((await files.check(id)) !== 'damaged') return false;
      await forgetImage(db, id);
      return true;
    });
  };

  /** For an image whose lock is held. A failure leaves it to the sweep. */
  const dropUnused = async (id: string) => {
    try {
      if (await forgetUnreferenced(db, id)) await files.remove(id);
    } catch {
      // The database or the disk is away for a moment; whoever saves it is told of that by what it
      // does itself.
    }
  };

  return {
    async save({ bytes, format, width, height }, keep = 'usual', use) {
      const id = digestOf(bytes);
      const keepUntil = steadyNow() + (keep === 'chain' ? chainRetentionMs : retentionMs);
      await locked(id, async () => {
        await files.write(id, bytes);
        await rememberImage(db, {
          id,
          format,
          width,
          height,
          bytes: bytes.length,
          created_at: now(),
          keep_until: use ? Math.min(keepUntil, steadyNow() + strayAgeMs) : keepUntil,
        });
        if (!use) return;
        try {
          await use(id, keepUntil);
        } finally {
          await dropUnused(id);
        }
      });
      if (use) await makeRoomAlone();
      return { id };
    },

    chainEndsAt: () => steadyNow() + chainRetentionMs,

    async find(id) {
      const row = await findImage(db, id);
      if (!row) return undefined;
      const state = await files.check(id);
      if (state === 'whole') return row;
      await onBadFile(id, state);
      return undefined;
    },

    async read(id) {
      if (!(await findImage(db, id))) return undefined;
      const bytes = await files.read(id);
      if (typeof bytes !== 'string') return bytes;
      await onBadFile(id, bytes);
      return undefined;
    },

    removeExpired: async () => (await removeAllExpired()) + (await makeRoomAlone()),

    async removeStrayFiles() {
      let removed = 0;
      for (const id of await unreferencedImages(db, now() - strayAgeMs))
        if (await remove(id, () => forgetUnreferenced(db, id))) removed += 1;
      const { ids, drafts } = await files.untouched(strayAgeMs);
      for (const draft of drafts) await rm(draft, { force: true });
      removed += drafts.length;
      for (const id of ids) if (await remove(id, async () => !(await findImage(db, id)))) removed += 1;
      return removed;
    },
  };
}
