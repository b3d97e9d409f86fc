// A write lock that another process holds: waited for without blocking, by one try at a time, while
// reads go on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleepFor } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { databaseAnswers } from '../../src/store/answers.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { holdLock } from '../support/hold-lock.ts';

let folder: string;
let db: Kysely<Database>;
const path = () => join(folder, 'test.db');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-store-'));
  db = await openDatabase(`file:${path()}`);
});
afterEach(async () => {
  await db.destroy();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const insert = (id: string) => db.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute();
const add = (id: string) =>
  db
    .transaction()
    .execute((trx) => trx.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute());
const known = async () => (await db.selectFrom('accounts').select('id').execute()).length;

it('reads go on, and what is written is stored once the lock is free', async () => {
  const lock = await holdLock(path());
  const writing = Promise.all([insert('a'), add('b'), insert('c'), add('d')]);
  expect(await known()).toBe(0);
  await lock.release();
  await writing;
  expect(await known()).toBe(4);
});

it('writers learn in time that it is held, and the event loop is never blocked', async () => {
  await using _lock = await holdLock(path());
  const tries = vi.spyOn(Sqlite.prototype, 'prepare');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, index) => add(String(index))));
  delay.disable();
  tries.mockRestore();
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  expect(outcomes[0]).toMatchObject({ reason: { code: 'SQLITE_BUSY' } });
  // Time for the word itself is left of the three seconds that Discord waits for it.
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  // A hundred busy waits of 250 ms in a row would be 25 seconds; the machine itself may pause for a
  // while.
  expect(delay.max / 1e6).toBeLessThan(200);
});

it('whoever comes once it has been held for long is told at once, and the first after its end is served', async () => {
  const lock = await holdLock(path());
  for (const id of ['a', 'b']) await expect(add(id)).rejects.toThrow('locked');
  const startedAt = performance.now();
  await expect(add('c')).rejects.toThrow('locked');
  expect(performance.now() - startedAt).toBeLessThan(500);
  await lock.release();
  // The next try after the last one that found it held.
  await sleepFor(50);
  await add('d');
  expect(await known()).toBe(1);
});

it('a start waits until it is free', async () => {
  const lock = await holdLock(path());
  const opening = openDatabase(`file:${path()}`);
  setTimeout(() => void lock.release(), 2_500);
  await (await opening).destroy();
});

it('whether the database answers does not depend on it', async () => {
  await using _lock = await holdLock(path());
  const writing = Promise.allSettled([add('a'), add('b')]);
  expect(await databaseAnswers(db)).toBe(true);
  await writing;
  expect(await databaseAnswers(db)).toBe(true);
});
