// Transactions that come in a row share a commit, and yet each stands or falls alone; nobody is
// told of what is not durable.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';

let folder: string;
let db: Kysely<Database>;
/** Statements as SQLite got them. */
let ran: string[];
/** Thrown in place of the next commit. */
let commitFailure: Error | undefined;
const { prepare } = Sqlite.prototype;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-store-'));
  vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function watched(this: Sqlite.Database, text: string) {
    const statement = Reflect.apply(prepare, this, [text]);
    const run = statement.run.bind(statement) as (...parameters: unknown[]) => Sqlite.RunResult; // Its own method.
    statement.run = ((...parameters: unknown[]) => {
      ran.push(text);
      const failure = text === 'commit' ? commitFailure : undefined;
      commitFailure = failure ? undefined : commitFailure;
      if (failure) throw failure;
      return run(...parameters);
    }) as never; // The same shape.
    return statement;
  });
  ran = [];
  db = await openDatabase(`file:${join(folder, 'test.db')}`);
  ran = [];
});
afterEach(async () => {
  await db.destroy();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const add = (id: string, isGood = true) =>
  db.transaction().execute(async (trx) => {
    await trx.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute();
    if (!isGood) throw new Error(`${id} is not good`);
    return id;
  });
const commits = () => ran.filter((text) => text === 'commit').length;
const known = async () =>
  (await db.selectFrom('accounts').select('discord_user_id').orderBy('id').execute()).map((row) => row.discord_user_id);
/** As another process finds it. */
const durable = () => {
  const other = new Sqlite(join(folder, 'test.db'), { readonly: true });
  const { count } = other.prepare<[], { count: number }>('select count(*) as count from accounts').get() ?? {
    count: -1,
  };
  other.close();
  return count;
};

it('one alone commits by itself', async () => {
  await add('a');
  expect(ran.filter((text) => !text.startsWith('insert'))).toEqual(['begin immediate', 'commit']);
});

it('many at once share a few', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, index) => add(String(index))));
  expect(commits()).toBeLessThan(20);
  expect(durable()).toBe(40);
});

it('one that fails takes back its own work alone, first, in between or last', async () => {
  for (const bad of [0, 3, 7]) {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) => add(`${bad}:${index}`, index !== bad)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 8 }, (_, index) => (index === bad ? 'rejected' : 'fulfilled')),
    );
  }
  expect(durable()).toBe(21);
});

it('single changes beside one another share one too, and one that breaks a rule harms none', async () => {
  const insert = (id: string) => db.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute();
  const outcomes = await Promise.allSettled(['a', 'b', 'a', 'c', 'd', 'e'].map(insert));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
  expect(commits()).toBeLessThan(5);
  expect(await known()).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('nobody is answered before it is durable, whether they changed or only looked', async () => {
  const seen = await Promise.all([
    add('a').then(durable),
    add('b').then(durable),
    known().then((ids) => [ids.length, durable()]),
    add('c').then(durable),
  ]);
  const [first = 0, second = 0, [read = 0, atRead = 0] = [], third = 0] = seen as [number, number, number[], number];
  expect(first).toBeGreaterThanOrEqual(1);
  expect(second).toBeGreaterThanOrEqual(2);
  expect(atRead).toBeGreaterThanOrEqual(read);
  expect(third).toBe(3);
});

it('a commit that fails is everybody’s failure who shares it, and the next begins anew', async () => {
  commitFailure = new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
  const outcomes = await Promise.allSettled([add('a'), add('b'), add('c')]);
  const failed = outcomes.filter(({ status }) => status === 'rejected');
  expect(failed.length).toBeGreaterThan(0);
  for (const outcome of failed) expect(outcome).toMatchObject({ reason: { code: 'SQLITE_FULL' } });
  expect(durable()).toBe(3 - failed.length);
  await add('d');
  expect(durable()).toBe(4 - failed.length);
});

it('what SQLite undoes as a whole is lost for all who share it, and said', async () => {
  const undoing = db.transaction().execute(async (trx) => {
    await trx.insertInto('accounts').values({ discord_user_id: 'b', created_at: 1 }).execute();
    await sql`rollback`.execute(trx);
  });
  const outcomes = await Promise.allSettled([add('a'), undoing, add('c')]);
  const told = outcomes.filter(({ status }) => status === 'fulfilled').length;
  expect(outcomes[1]).toMatchObject({ status: 'rejected' });
  expect(durable()).toBe(told);
});

it('a connection that is held for several queries takes a turn for each', async () => {
  const held = db.connection().execute(async (connection) => {
    for (const id of ['x', 'y', 'z'])
      await connection.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute();
  });
  await Promise.all([add('a'), held, add('b'), add('c')]);
  expect((await known()).toSorted()).toEqual(['a', 'b', 'c', 'x', 'y', 'z']);
});
