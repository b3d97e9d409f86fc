// Nobody is told of what is not durable, whether they changed it or only looked; and nobody else
// waits meanwhile.
import type * as fs from 'node:fs';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createJournalSync } from '../../src/store/journal-sync.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';

/** Flushes that have begun and wait to be let through; undefined while none is held. */
let held: (() => void)[] | undefined;
let flushes = 0;

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  const fdatasync = (file: number, done: fs.NoParamCallback) => {
    flushes += 1;
    const flush = () => real.fdatasync(file, done);
    if (held) held.push(flush);
    else flush();
  };
  return { ...real, fdatasync };
});

/** Other tests may take the machine for a while. */
const PATIENT = { timeout: 10_000 };

let folder: string;
let db: Kysely<Database>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-store-'));
  db = await openDatabase(`file:${join(folder, 'test.db')}`);
  flushes = 0;
});
afterEach(async () => {
  letThrough();
  held = undefined;
  await db.destroy();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Whatever flush has begun ends. */
const letThrough = () => {
  for (const flush of held?.splice(0) ?? []) flush();
};
const account = (id: string) => ({ discord_user_id: id, created_at: 1 });
const insert = (id: string) => db.insertInto('accounts').values(account(id)).execute();
const add = (id: string, isGood = true) =>
  db.transaction().execute(async (trx) => {
    await trx.insertInto('accounts').values(account(id)).execute();
    if (!isGood) throw new Error(`${id} is not good`);
    return id;
  });
const known = async () =>
  (await db.selectFrom('accounts').select('discord_user_id').orderBy('id').execute()).map((row) => row.discord_user_id);
/** As another process finds it, durable or not. */
const visible = () => {
  const other = new Sqlite(join(folder, 'test.db'), { readonly: true });
  const count = other.prepare('select count(*) from accounts').pluck().get();
  other.close();
  return Number(count);
};
/** @returns whether `work` has been answered, well or badly */
const watch = (work: Promise<unknown>) => {
  let isAnswered = false;
  const note = () => {
    isAnswered = true;
  };
  work.then(note, note);
  return () => isAnswered;
};
/** Everything that waits for nothing but its turn has had it. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
};

describe('who changes something', () => {
  it('is answered after a flush that began after the commit, and others go on meanwhile', async () => {
    held = [];
    const first = add('a');
    const isFirstAnswered = watch(first);
    await expect.poll(visible, PATIENT).toBe(1);
    const others = [add('b'), insert('c')];
    const areOthersAnswered = others.map(watch);
    await expect.poll(visible, PATIENT).toBe(3);
    await settled();
    expect(isFirstAnswered()).toBe(false);
    expect(flushes).toBe(1);
    letThrough();
    await first;
    // The flush had begun before these two were there.
    await settled();
    expect(areOthersAnswered.map((isAnswered) => isAnswered())).toEqual([false, false]);
    expect(flushes).toBe(2);
    letThrough();
    await Promise.all(others);
    expect(flushes).toBe(2);
  });

  it('waits for nothing where nothing was changed', async () => {
    await db.updateTable('accounts').set({ created_at: 2 }).where('id', '=', 99).execute();
    await db.transaction().execute(async (trx) => trx.selectFrom('accounts').selectAll().execute());
    await known();
    expect(flushes).toBe(0);
  });
});

describe('while a commit is not durable', () => {
  const whoLooks: [who: string, look: () => Promise<unknown>][] = [
    ['who reads', known],
    ['whose change breaks a rule', () => insert('a')],
    ['whose change finds nothing to do', () => db.deleteFrom('accounts').where('id', '=', 99).execute()],
    [
      'whose transaction only looks',
      () => db.transaction().execute((trx) => trx.selectFrom('accounts').selectAll().execute()),
    ],
    ['whose transaction is taken back', () => add('b', false)],
    [
      'who holds the connection',
      () => db.connection().execute((own) => own.selectFrom('accounts').selectAll().execute()),
    ],
  ];
  it.each(whoLooks)('%s waits for it', async (_, look) => {
    held = [];
    void insert('a');
    await expect.poll(visible, PATIENT).toBe(1);
    const isAnswered = watch(look());
    await settled();
    expect(isAnswered()).toBe(false);
    letThrough();
    await expect.poll(isAnswered, PATIENT).toBe(true);
  });
});

describe('a transaction', () => {
  it('that fails takes back its own work alone, first, in between or last', async () => {
    for (const bad of [0, 3, 7]) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) => add(`${bad}:${index}`, index !== bad)),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(
        Array.from({ length: 8 }, (_, index) => (index === bad ? 'rejected' : 'fulfilled')),
      );
    }
    expect(visible()).toBe(21);
  });

  it('whose commit fails is undone, and the next begins anew', async () => {
    const statements = Object.getPrototypeOf(new Sqlite(':memory:').prepare('select 1'));
    const { run } = statements;
    const running = vi.spyOn(statements, 'run').mockImplementation(function failing(
      this: Sqlite.Statement,
      ...parameters: unknown[]
    ) {
      if (this.source !== 'commit') return Reflect.apply(run, this, parameters);
      running.mockRestore();
      throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
    } as never); // The same shape.
    await expect(add('a')).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(visible()).toBe(0);
    await add('b');
    expect(await known()).toEqual(['b']);
  });

  it('that SQLite undoes is lost and said, and nothing more is stored in its name', async () => {
    const undone = db.transaction().execute(async (trx) => {
      await trx.insertInto('accounts').values(account('b')).execute();
      await sql`rollback`.execute(trx);
      await trx.insertInto('accounts').values(account('c')).execute();
    });
    await expect(undone).rejects.toMatchObject({ code: 'transaction-lost' });
    const unnoticed = db.transaction().execute((trx) => sql`rollback`.execute(trx));
    await expect(unnoticed).rejects.toMatchObject({ code: 'transaction-lost' });
    await Promise.all([add('a'), add('d')]);
    expect(await known()).toEqual(['a', 'd']);
  });
});

it('a connection that is held for several queries takes its turn with others', async () => {
  const own = db.connection().execute(async (connection) => {
    for (const id of ['x', 'y', 'z']) await connection.insertInto('accounts').values(account(id)).execute();
  });
  await Promise.all([add('a'), own, add('b'), add('c')]);
  expect((await known()).toSorted()).toEqual(['a', 'b', 'c', 'x', 'y', 'z']);
});

it('a flush that fails is final for all who wait, and for whoever comes later', async () => {
  const path = join(folder, 'journal');
  writeFileSync(path, '');
  const onFailure = vi.fn();
  const journal = createJournalSync(path, onFailure);
  held = [];
  const first = journal.sync();
  const second = journal.sync();
  const cause = new Error('the disk is broken');
  journal.fail(cause);
  letThrough();
  const refusal = { code: 'not-durable', cause };
  for (const waiting of [first, second, journal.sync(), journal.pending()])
    await expect(waiting).rejects.toMatchObject(refusal);
  expect(() => journal.requireSound()).toThrow(expect.objectContaining(refusal));
  expect(onFailure).toHaveBeenCalledTimes(1);
  await journal.close();
});
