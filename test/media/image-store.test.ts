// Kept images: whole, found by their bytes, let go in time, and never while somebody still waits
// for one.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../src/media/image.ts';
import { createImageStore } from '../../src/media/image-store.ts';
import { inspectImage } from '../../src/media/jobs/inspect-image.ts';
import type { Database } from '../../src/store/schema.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { media } from '../support/media.ts';
import { addTask, endTask } from '../support/rows.ts';

let db: Kysely<Database>;
let directory: string;
let now = 1_000;

beforeEach(async () => {
  db = await openEmptyDatabase();
  directory = mkdtempSync(join(tmpdir(), 'kontext-images-'));
  now = 1_000;
});
afterEach(async () => {
  await db.destroy();
  rmSync(directory, { recursive: true, force: true });
});

const storeWith = (limits: { retentionMs?: number; maxBytes?: number } = {}) =>
  createImageStore({
    directory,
    db,
    now: () => now,
    steadyNow: () => now,
    retentionMs: 1_000,
    chainRetentionMs: 3_000,
    maxBytes: 1e9,
    ...limits,
  });

async function image(red: number): Promise<Image> {
  const bytes = await sharp({ create: { width: 20, height: 20, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .png()
    .toBuffer();
  const inspected = await inspectImage(bytes);
  if (!inspected) throw new Error('an image');
  return inspected;
}

const files = () => readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe('the image store', () => {
  it('gives back what it was given, and keeps the same bytes once', async () => {
    const store = storeWith();
    const one = await image(1);
    const { id } = await store.save(one);
    expect(await store.save(one)).toEqual({ id });
    expect((await store.read(id))?.equals(one.bytes)).toBe(true);
    expect(files()).toHaveLength(1);
  });

  it('knows nothing of what it was never given', async () => {
    expect(await storeWith().read('../../etc/passwd')).toBeUndefined();
  });

  it('lets go of any number at once', async () => {
    const store = storeWith();
    const { bytes, ...facts } = await image(1);
    for (let index = 0; index < 105; index += 1)
      await store.save({ ...facts, bytes: Buffer.concat([bytes, Buffer.from(String(index))]) });
    now += 2_000;
    expect(await store.removeExpired()).toBe(105);
    expect(files()).toHaveLength(0);
  });

  it('lets go of what is past its time', async () => {
    const store = storeWith();
    const { id } = await store.save(await image(1));
    now += 2_000;
    const { id: fresh } = await store.save(await image(2));
    expect(await store.removeExpired()).toBe(1);
    expect(await store.read(id)).toBeUndefined();
    expect(await store.read(fresh)).toBeDefined();
    expect(files()).toHaveLength(1);
  });

  it('lets the oldest go first where there is no room', async () => {
    const one = await image(1);
    const store = storeWith({ maxBytes: one.bytes.length * 2 });
    const ids: string[] = [];
    for (const red of [1, 2, 3]) {
      now += 10;
      ids.push((await store.save(await image(red))).id);
    }
    await store.removeExpired();
    expect(await Promise.all(ids.map(async (id) => (await store.read(id)) !== undefined))).toEqual([false, true, true]);
  });

  it('keeps what waits to be shown, past its time and without room', async () => {
    const store = storeWith({ maxBytes: 1 });
    const { id } = await store.save(await image(1));
    await addTask(db, { id: 'a', member: '1', guild: null, at: now, micros: 1 });
    await endTask(db, 'a', 'delivered', 1);
    await db.updateTable('tasks').set({ state: 'completed', image_id: id }).execute();
    now += 5_000;
    expect(await store.removeExpired()).toBe(0);
    await db.updateTable('tasks').set({ state: 'delivered' }).execute();
    expect(await store.removeExpired()).toBe(1);
  });
});

describe('fitForUpload', () => {
  it('leaves alone what fits, and makes smaller what does not', async () => {
    const noise = await sharp({
      create: {
        width: 300,
        height: 240,
        channels: 3,
        background: '#888',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    expect((await media.fitForUpload(noise, noise.length)).bytes).toBe(noise);
    for (const limit of [noise.length - 1, 25_000, 3_000]) {
      const fitted = await media.fitForUpload(noise, limit);
      expect(fitted.bytes.length).toBeLessThanOrEqual(limit);
      expect(fitted.extension).toBe('jpg');
      expect(await inspectImage(fitted.bytes)).toBeDefined();
    }
  });
});
