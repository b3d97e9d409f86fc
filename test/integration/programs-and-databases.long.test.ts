// The programs for operators, beside a database that is not there, or that another version of the
// bot has used.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import { migrateToLatest, migrations } from '../../src/store/migrate.ts';
import { connectDatabase, openDatabase } from '../../src/store/open-database.ts';
import type { Database } from '../../src/store/schema.ts';
import { runProgram } from '../support/run-program.ts';

let folder: string;
let path: string;
const settings = () => ({ DATABASE_URL: `file:${path}`, IMAGES_DIR: join(folder, 'images') });
const run = (program: string, ...args: string[]) => runProgram(program, settings(), args);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-programs-'));
  path = join(folder, 'data', 'kontext.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const READ_ONLY = ['verify-ledger', 'export-ledger'];
const WRITING = ['repair-ledger', 'compact'];

describe('where there is no database', () => {
  it.each([...READ_ONLY, ...WRITING])('%s makes none, and says where it looked', async (program) => {
    const { code, err } = await run(program);
    expect(code).toBe(1);
    expect(err).toContain(`There is no database at ${path}`);
    expect(err).toContain('DATABASE_URL');
    expect(existsSync(path)).toBe(false);
  });

  it('backup says the same', async () => {
    const { code, err } = await run('backup', join(folder, 'backups/'));
    expect(code).toBe(1);
    expect(err).toContain(`There is no database at ${path}`);
  });
});

/** As a bot of the version before left it. */
async function makeOlder(): Promise<void> {
  const db = connectDatabase<Database>(`file:${path}`);
  await migrateToLatest(db, Object.fromEntries(Object.entries(migrations).slice(0, -1)));
  await db.destroy();
}

/** As the next version's bot leaves it. */
async function makeNewer(): Promise<void> {
  const db = await openDatabase(`file:${path}`);
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2099-01-01')`.execute(db);
  await db.destroy();
}

describe('a database of another version', () => {
  it.each(WRITING)('%s does not bring an older one up to date: its bot may be running', async (program) => {
    await makeOlder();
    const { code, err } = await run(program);
    expect(code).toBe(1);
    expect(err).toContain('The database was used by an older version of this program. Start this version’s bot once');
    expect(readdirSync(join(folder, 'data')).filter((name) => name.includes('before'))).toEqual([]);
  });

  it.each([...READ_ONLY, ...WRITING])('%s leaves a newer one alone', async (program) => {
    await makeNewer();
    const { code, err } = await run(program);
    expect(code).toBe(1);
    expect(err).toContain('The database was used by a newer version of this program.');
  });
});

describe('backup of a database of another version', () => {
  it.each([
    ['older', makeOlder],
    ['newer', makeNewer],
  ])('takes an %s one, with all images that are there', async (_age, make) => {
    await make();
    const id = 'ab'.padEnd(64, '0');
    mkdirSync(join(folder, 'images', 'ab'), { recursive: true });
    writeFileSync(join(folder, 'images', 'ab', id), 'an image');
    const backup = join(folder, 'backup.db');
    expect(await run('backup', backup, '--images')).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(`${backup}.images`, 'ab', id))).toBe(true);
  });
});

describe('where nobody reads on, as in a pipe to head', () => {
  const unread = (program: string, ...args: string[]) => runProgram(program, settings(), args, { isRead: false });

  it.each(['verify-ledger', 'export-ledger', 'repair-ledger', 'compact', 'doctor', 'backup', 'restore'])(
    '%s does what it does, and ends as it would have',
    async (program) => {
      const db = await openDatabase(`file:${path}`);
      await db.destroy();
      const backup = join(folder, 'backup.db');
      await run('backup', backup);
      const args = { backup: ['another.db', 'yet-another.db'], restore: ['backup.db', 'backup.db'] }[program] ?? [];
      const [once, again] = args.map((name) => [join(folder, name)]);
      const read = await run(program, ...(once ?? []));
      expect(read.out).not.toBe('');
      expect(await unread(program, ...(again ?? []))).toEqual({ code: read.code, out: '', err: read.err });
      if (program === 'backup') expect(existsSync(again?.[0] ?? '')).toBe(true);
    },
  );
});

it('a restore is undone by restoring what it set aside', async () => {
  const kept = async () => {
    const db = await openDatabase(`file:${path}`);
    const rows = await db.selectFrom('accounts').select('discord_user_id').orderBy('id').execute();
    await db.destroy();
    return rows.map((row) => row.discord_user_id);
  };
  const add = async (userId: string) => {
    const db = await openDatabase(`file:${path}`);
    await accountOf(db, userId, 1);
    await db.destroy();
  };
  const backup = join(folder, 'backup.db');
  await add('1');
  await run('backup', backup);
  await add('2');
  const { out } = await run('restore', backup);
  expect(await kept()).toEqual(['1']);
  const aside = /The previous database is kept as (.*)\./.exec(out)?.[1] ?? '';
  expect(await run('restore', aside)).toMatchObject({ code: 0 });
  expect(await kept()).toEqual(['1', '2']);
});

it('what the programs write is for its owner alone', async () => {
  const db = await openDatabase(`file:${path}`);
  await db.destroy();
  const backup = join(folder, 'backup.db');
  expect(await run('backup', backup)).toMatchObject({ code: 0 });
  rmSync(join(folder, 'data'), { recursive: true });
  expect(await run('restore', backup)).toMatchObject({ code: 0 });
  for (const written of [join(folder, 'data'), path]) expect(statSync(written).mode & 0o077).toBe(0);
});
