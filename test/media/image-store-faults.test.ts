// The image store where steps meet and files break: nothing that is wanted is lost, nothing that is
// not stays.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Image } from '../../src/media/image.ts';
import { imagePath } from '../../src/media/image-path.ts';
import { createImageStore } from '../../src/media/image-store.ts';
import { expireImages, expireUnpaidInputs, extendRetention, unpaidInputBytes } from '../../src/media/images.store.ts';
import type { Database } from '../../src/store/schema.ts';
import { openEmptyDatabase } from '../support/empty-database.ts';
import { addTask } from '../support/rows.ts';

let db: Kysely<Database>;
let directory: string;
let now: number;
let badFiles: string[];

beforeEach(async () => {
  db = await openEmptyDatabase();
  directory = mkdtempSync(join(tmpdir(), 'kontext-images-'));
  now = 10_000_000;
  badFiles = [];
});
afterEach(async () => {
  await db.destroy();
  rmSync(directory, { recursive: true, force: true });
});

const storeWith = (limits: { maxBytes?: number } = {}) =>
  createImageStore({
    directory,
    db,
    now: () => now,
    steadyNow: () => now,
    retentionMs: 1_000,
    chainRetentionMs: 3_000,
    maxBytes: 1e9,
    onBadFile: (_id, state) => badFiles.push(state),
    ...limits,
  });

const imageOf = (text: string): Image => ({ bytes: Buffer.from(text), format: 'png', width: 9, height: 9 });
const fileOf = (id: string) => imagePath(directory, id);
const files = () => readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** A queued request of `member` that starts from `imageId`. */
async function addEdit(id: string, member: string, imageId: string): Promise<number> {
  const accountId = await addTask(db, { id, member, guild: null, at: now, micros: 1 });
  await db.updateTable('tasks').set({ state: 'queued' }).where('id', '=', id).execute();
  const row = { request_id: `request-${id}`, position: 1, name: 'x', url: null, image_id: imageId };
  await db.insertInto('inputs').values(row).execute();
  return accountId;
}

const end = (id: string, costMicros: number | null) =>
  db.updateTable('tasks').set({ state: 'failed', cost_micros: costMicros }).where('id', '=', id).execute();

describe('a sweep', () => {
  it('leaves what was extended after it had been chosen', async () => {
    const store = storeWith();
    const { id } = await store.save(imageOf('a'));
    await store.save(imageOf('b'));
    now += 2_000;
    // Asked for in the same moment: the sweep has chosen both by the time this takes hold.
    const sweep = store.removeExpired();
    const extended = extendRetention(db, [id], now + 5_000);
    await Promise.all([sweep, extended]);
    const row = await db.selectFrom('images').select('id').where('id', '=', id).executeTakeFirst();
    expect(row !== undefined).toBe(existsSync(fileOf(id)));
    if (row) expect(await store.read(id)).toBeDefined();
  });

  it('never leaves a row without its file, or a file without its row, beside saving of the same bytes', async () => {
    const store = storeWith();
    for (let round = 0; round < 200; round += 1) {
      const { id } = await store.save(imageOf('the same'));
      await expireImages(db, [id]);
      const sweepLater = async () => {
        for (let turn = 0; turn < round % 40; turn += 1) await setImmediate();
        await store.removeExpired();
      };
      await Promise.all([store.save(imageOf('the same')), sweepLater()]);
      const row = await db.selectFrom('images').select('id').where('id', '=', id).executeTakeFirst();
      expect([round, row !== undefined]).toEqual([round, true]);
      expect([round, existsSync(fileOf(id))]).toEqual([round, true]);
    }
  });

  it('cannot come between an image and what is to refer to it', async () => {
    const store = storeWith({ maxBytes: 1 });
    let sweep: Promise<number> | undefined;
    const { id } = await store.save(imageOf('an input'), 'chain', async (saved) => {
      now += 9_000;
      sweep = store.removeExpired();
      await addEdit('a', '1', saved);
    });
    expect(await sweep).toBe(0);
    expect(await store.read(id)).toBeDefined();
  });
});

describe('room', () => {
  it('is made when saving, by what nobody paid for before what somebody did', async () => {
    const store = storeWith({ maxBytes: 3 });
    const { id: paid } = await store.save(imageOf('1'));
    await addEdit('paid', '1', paid);
    await end('paid', 5);
    now += 10;
    const { id: unpaid } = await store.save(imageOf('2'));
    await addEdit('unpaid', '2', unpaid);
    await end('unpaid', null);
    now += 10;
    const { id: third } = await store.save(imageOf('33'), 'usual', (id) => addEdit('third', '1', id));
    expect(await Promise.all([paid, unpaid, third].map(async (id) => (await store.read(id)) !== undefined))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('is given back by what an unpaid request started from, unless another needs it', async () => {
    const store = storeWith();
    const { id: own } = await store.save(imageOf('own'), 'chain');
    const { id: shared } = await store.save(imageOf('shared'), 'chain');
    const accountId = await addEdit('a', '1', own);
    await addEdit('b', '1', shared);
    await addEdit('c', '2', shared);
    expect(await unpaidInputBytes(db, accountId)).toBe(9);
    for (const id of ['a', 'b']) {
      await end(id, null);
      await expireUnpaidInputs(db, `request-${id}`, now - 1);
    }
    expect(await store.removeExpired()).toBe(1);
    expect(await store.read(own)).toBeUndefined();
    expect(await store.read(shared)).toBeDefined();
    await end('c', 7);
    await expireUnpaidInputs(db, 'request-c', now - 1);
    expect(await store.removeExpired()).toBe(0);
    expect(await unpaidInputBytes(db, accountId)).toBe(0);
  });
});

describe('what a process left that ended between two steps', () => {
  const age = (path: string) => utimesSync(path, new Date(0), new Date(0));

  it('is removed: drafts and files without a row, once they are old; nothing else', async () => {
    const store = storeWith();
    const { id: kept } = await store.save(imageOf('kept'));
    await addEdit('a', '1', kept);
    const lost = 'ab'.repeat(32);
    const fresh = 'cd'.repeat(32);
    const draft = `${fileOf(lost)}.7d2ffb0c-2c8e-4b5a-9d9c-0f6f2f5d2a11.draft`;
    const foreign = join(directory, 'ab', 'README');
    for (const path of [fileOf(lost), fileOf(fresh), draft, foreign]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'x');
    }
    for (const path of [fileOf(lost), draft, foreign, fileOf(kept)]) age(path);
    expect(await store.removeStrayFiles()).toBe(2);
    expect([lost, fresh, kept].map((id) => existsSync(fileOf(id)))).toEqual([false, true, true]);
    expect([existsSync(draft), existsSync(foreign)]).toEqual([false, true]);
  });

  it('is removed where its stamp lies in the future, left by a clock that was set back since', async () => {
    const store = storeWith();
    const lost = 'ab'.repeat(32);
    mkdirSync(dirname(fileOf(lost)), { recursive: true });
    writeFileSync(fileOf(lost), 'x');
    utimesSync(fileOf(lost), new Date(4e12), new Date(4e12));
    expect(await store.removeStrayFiles()).toBe(1);
  });

  it('is removed where a row has nothing that refers to it', async () => {
    const store = storeWith();
    const { id } = await store.save(imageOf('a'), 'chain');
    expect(await store.removeStrayFiles()).toBe(0);
    now += 6 * 60_000;
    await db
      .updateTable('images')
      .set({ keep_until: now + 1e9 })
      .execute();
    expect(await store.removeStrayFiles()).toBe(1);
    expect(await store.read(id)).toBeUndefined();
    expect(files()).toHaveLength(0);
  });
});

describe('a damaged file', () => {
  it.each([
    ['zeroed', (path: string) => writeFileSync(path, Buffer.alloc(8)), 'damaged'],
    ['cut off', (path: string) => truncateSync(path, 2), 'damaged'],
    ['gone', (path: string) => rmSync(path), 'missing'],
    [
      'unreadable',
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
      'unreadable',
    ],
  ])('that is %s is no longer kept, for finding as for reading', async (_what, damage, state) => {
    const store = storeWith();
    for (const ask of ['find', 'read'] as const) {
      const { id } = await store.save(imageOf(`image to ${ask}`));
      damage(fileOf(id));
      expect(await store[ask](id)).toBeUndefined();
      expect(badFiles.at(-1)).toBe(state);
      // A disk that is away may come back.
      const rows = await db.selectFrom('images').select('id').where('id', '=', id).execute();
      expect(rows).toHaveLength(state === 'damaged' ? 0 : 1);
      if (state === 'damaged') expect(files()).toHaveLength(0);
    }
  });

  it('is whole again once the same bytes come anew', async () => {
    const store = storeWith();
    const { id } = await store.save(imageOf('a'));
    writeFileSync(fileOf(id), 'b');
    await store.save(imageOf('a'));
    expect((await store.read(id))?.toString()).toBe('a');
  });
});
