// The database's file: copied before an upgrade, and never replaced by something worse.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUpDatabase } from '../../src/store/back-up-database.ts';
import { examineDatabase } from '../../src/store/examine-database.ts';
import { migrateToLatest, migrations } from '../../src/store/migrate.ts';
import { connectDatabase, openDatabase, openDatabaseReadOnly } from '../../src/store/open-database.ts';
import { replaceDatabase } from '../../src/store/replace-database.ts';
import type { Database } from '../../src/store/schema.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-file-'));
  path = join(folder, 'kontext.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = Object.keys(migrations);
const older = Object.fromEntries(Object.entries(migrations).slice(0, -1));
const newest = names.at(-1) ?? '';

/** A database as the version before this one left it. */
async function makeOlder(at = path): Promise<void> {
  const db = connectDatabase<Database>(at);
  await migrateToLatest(db, older);
  await addAccount(db, '1');
  await db.destroy();
}

const addAccount = (db: Kysely<Database>, id: string) =>
  db.insertInto('accounts').values({ discord_user_id: id, created_at: 1 }).execute();

async function look(at: string) {
  const db = openDatabaseReadOnly(at);
  const { applied, damage } = await examineDatabase(db);
  const accounts = await db.selectFrom('accounts').select('discord_user_id').execute();
  await db.destroy();
  return { newest: applied.at(-1), damage, accounts: accounts.map((row) => row.discord_user_id) };
}

describe('an upgrade', () => {
  it('leaves a whole copy of the database from before it', async () => {
    await makeOlder();
    const onBackup = vi.fn();
    const db = await openDatabase(path, onBackup);
    await db.destroy();
    const copy = `${path}.before-${newest}`;
    expect(onBackup).toHaveBeenCalledExactlyOnceWith(copy);
    expect(await look(copy)).toEqual({ newest: names.at(-2), damage: [], accounts: ['1'] });
    expect((await look(path)).newest).toBe(newest);
  });

  it('is made once: neither a new database nor one that is up to date is copied', async () => {
    const onBackup = vi.fn();
    for (const _time of [1, 2]) await (await openDatabase(path, onBackup)).destroy();
    expect(onBackup).not.toHaveBeenCalled();
    expect(readdirSync(folder)).toEqual(['kontext.db']);
  });

  it('is not made back: a newer database is refused before anything is copied or changed', async () => {
    const later = { ...migrations, '9999-later': { up: async () => undefined } };
    const db = connectDatabase(path);
    await migrateToLatest(db, later);
    await db.destroy();
    const before = readFileSync(path);
    await expect(openDatabase(path)).rejects.toMatchObject({
      code: 'database-newer',
      message: 'The database was used by a newer version of this program.',
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['kontext.db']);
  });
});

describe('a backup', () => {
  it('holds what was committed when it was made, while others write, and is one file for its owner alone', async () => {
    const db = await openDatabase(path);
    await addAccount(db, '1');
    const file = join(folder, 'backup.db');
    await Promise.all([backUpDatabase(path, file), ...[2, 3, 4].map((id) => addAccount(db, String(id)))]);
    const { accounts, damage } = await look(file);
    expect(damage).toEqual([]);
    expect(accounts[0]).toBe('1');
    expect(['1', '2', '3', '4'].slice(0, accounts.length)).toEqual(accounts);
    await db.destroy();
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.db']);
  });
});

describe('a restore', () => {
  const keepAsIs = async () => undefined;

  it('of an older backup brings it up to date, and keeps what was there with its journal', async () => {
    const file = join(folder, 'older.db');
    await makeOlder(file);
    const current = await openDatabase(path);
    await addAccount(current, 'current');
    const aside = await replaceDatabase(path, file, keepAsIs, 'now');
    // Only now is it closed, so what it wrote last stood in the journal.
    await current.destroy();
    expect(aside).toBe(`${path}.replaced-now`);
    expect(await look(path)).toEqual({ newest, damage: [], accounts: ['1'] });
    expect((await look(`${path}.replaced-now`)).accounts).toEqual(['current']);
  });

  it('keeps a database that is damaged as it is', async () => {
    const file = join(folder, 'backup.db');
    await makeOlder(file);
    writeFileSync(path, 'not a database any more\n'.repeat(300));
    const aside = await replaceDatabase(path, file, keepAsIs, 'now');
    expect(readFileSync(aside ?? '', 'utf8')).toContain('not a database any more');
    expect(await look(path)).toEqual({ newest, damage: [], accounts: ['1'] });
  });

  it('that breaks half-way leaves everything as it was', async () => {
    await (await openDatabase(path)).destroy();
    const file = join(folder, 'backup.db');
    await backUpDatabase(path, file);
    const broken = replaceDatabase(path, file, () => Promise.reject(new Error('power cut')), 'now');
    await expect(broken).rejects.toThrow('power cut');
    expect((await look(path)).newest).toBe(newest);
    expect(existsSync(`${path}.replaced-now`)).toBe(false);
  });

  it('refuses a newer version’s backup', async () => {
    const file = join(folder, 'newer.db');
    const db = connectDatabase(file);
    await migrateToLatest(db, { ...migrations, '9999-later': { up: async () => undefined } });
    await db.destroy();
    await expect(replaceDatabase(path, file, keepAsIs, 'now')).rejects.toMatchObject({ code: 'database-newer' });
    expect(existsSync(path)).toBe(false);
  });
});
