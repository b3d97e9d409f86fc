// The database's file is rewritten where something was forgotten: whatever other names it is given
// meanwhile, and however often the bot starts anew before.
import { linkSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askToForget, forgetWords } from '../../src/accounts/delete-user-content.store.ts';
import { requestRewrite, rewriteRequestsOf } from '../../src/servers/rewrite-requests.store.ts';
import { createCompaction } from '../../src/store/compact-database.ts';
import { migrateToLatest, migrations } from '../../src/store/migrate.ts';
import { connectDatabase, openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { addTask, endTask } from '../support/rows.ts';
import { runProgram } from '../support/run-program.ts';
import { clockAt } from '../support/test-clock.ts';

const TOO_LARGE = 'database too large to be rewritten while it serves: run `npm run compact` at a quiet time';

let folder: string;
let location: string;
let db: Kysely<Database>;
const log = { info: vi.fn(), warn: vi.fn() };

beforeEach(async () => {
  vi.clearAllMocks();
  folder = mkdtempSync(join(tmpdir(), 'kontext-compact-'));
  location = join(folder, 'kontext.db');
  db = await openDatabase(location);
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** As a bot has it that was started just now. */
const compaction = () => createCompaction(location, rewriteRequestsOf(db), log);
const pending = () => rewriteRequestsOf(db).pending();

it('a hard link that is made while the bot runs does not keep it from being rewritten', async () => {
  const started = compaction();
  linkSync(location, join(folder, 'snapshot.db'));
  await requestRewrite(db);
  await started.run();
  expect(log.warn).not.toHaveBeenCalled();
  expect(log.info).toHaveBeenCalledWith({ bytes: expect.any(Number) }, 'database rewritten');
});

it('what was forgotten while the file was rewritten has it rewritten once more', async () => {
  await requestRewrite(db);
  const { done, pending } = rewriteRequestsOf(db);
  const doneLate = async (id: string) => {
    await requestRewrite(db);
    await done(id);
  };
  await createCompaction(location, { pending, done: doneLate }, log).run();
  await compaction().run();
  await compaction().run();
  expect(log.info).toHaveBeenCalledTimes(2);
});

describe('words that were forgotten', () => {
  const forget = async () => {
    const id = await addTask(db, { id: 'a', member: '1', guild: 'g', at: 1, micros: 1 });
    await endTask(db, 'a', 'failed', null);
    await askToForget(db, id, 2);
    await forgetWords(db, id, clockAt(2));
  };

  it('have the file rewritten by the next run of the bot, once', async () => {
    await forget();
    await compaction().run();
    expect(log.info).toHaveBeenCalledOnce();
    await compaction().run();
    expect(log.info).toHaveBeenCalledOnce();
  });

  it('have a large file asked about at every start, until `npm run compact` was there', async () => {
    await sql`create table filler (content blob)`.execute(db);
    await sql`insert into filler values (zeroblob(${70 * 2 ** 20}))`.execute(db);
    await sql`pragma wal_checkpoint(truncate)`.execute(db);
    await forget();
    await compaction().run();
    await compaction().run();
    expect(log.warn.mock.calls.map(([, message]) => message)).toEqual([TOO_LARGE, TOO_LARGE]);
    await db.destroy();
    expect(await runProgram('compact', { DATABASE_URL: `file:${location}` })).toMatchObject({ code: 0 });
    db = await openDatabase(location);
    expect(await pending()).toBeUndefined();
  });
});

describe('a database of a version before, which kept no request', () => {
  it.each([
    ['nobody was forgotten', {}, false],
    ['somebody is being forgotten', { forget_at: 2 }, true],
    ['somebody was forgotten', { discord_user_id: null }, true],
  ])('is rewritten where %s: %s', async (_case, account, isRequested) => {
    await db.destroy();
    rmSync(location);
    db = connectDatabase<Database>(location);
    await migrateToLatest(db, Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0027')));
    await db
      .insertInto('accounts')
      .values({ discord_user_id: '1', created_at: 1, ...account })
      .execute();
    await migrateToLatest(db);
    expect((await pending()) !== undefined).toBe(isRequested);
  });
});
