// Backups named by date: each gets a name of its own, the newest is found, and rotation removes
// whole backups and nothing else.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFolder, newestBackup, nextBackup, rotateBackups } from '../../src/store/dated-backups.ts';
import { migrateToLatest } from '../../src/store/migrate.ts';
import { connectDatabase } from '../../src/store/open-database.ts';
import { runProgram } from '../support/run-program.ts';

const NOW = Date.UTC(2026, 10, 25, 3, 15);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-backups-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const files = () => readdirSync(folder).sort();
function addBackup(day: number): void {
  writeFileSync(at(`kontext-2026-11-0${day}T031500Z.db`), '');
  mkdirSync(at(`kontext-2026-11-0${day}T031500Z.db.images/ab`), { recursive: true });
}

describe('the next backup of a folder', () => {
  it('is named by its date, and differs from one of the same second', () => {
    expect(nextBackup(folder, NOW)).toBe(at('kontext-2026-11-25T031500Z.db'));
    writeFileSync(at('kontext-2026-11-25T031500Z.db'), '');
    expect(nextBackup(folder, NOW)).toBe(at('kontext-2026-11-25T031501Z.db'));
  });

  it('goes into whatever is a folder or is written as one', () => {
    expect([folder, at('missing/'), at('missing'), at('a.db')].map(isFolder)).toEqual([true, true, false, false]);
  });
});

describe('the newest backup', () => {
  it('is the one with the latest date, and none where there is none', () => {
    expect(newestBackup(at('missing'))).toBeUndefined();
    for (const day of [2, 3, 1]) addBackup(day);
    writeFileSync(at('z.db'), '');
    expect(newestBackup(folder)).toBe(at('kontext-2026-11-03T031500Z.db'));
  });
});

describe('rotation', () => {
  it('removes all but the newest with images and drafts, and leaves other files', () => {
    for (const day of [1, 2, 3, 4]) addBackup(day);
    mkdirSync(at('kontext-2026-10-31T031500Z.db.images'));
    writeFileSync(at('kontext-2026-10-30T031500Z.db.draft'), '');
    const others = ['2026-11-01.db', 'kontext-2026-11-01T031500Z.db.mine', 'kontext.db'];
    for (const name of others) writeFileSync(at(name), '');
    expect(rotateBackups(folder, 2)).toEqual(['kontext-2026-11-02T031500Z.db', 'kontext-2026-11-01T031500Z.db']);
    const kept = ['3', '4'].flatMap((day) => [
      `kontext-2026-11-0${day}T031500Z.db`,
      `kontext-2026-11-0${day}T031500Z.db.images`,
    ]);
    expect(files()).toEqual([...others, ...kept].sort());
  });

  it('leaves everything while there are fewer', () => {
    addBackup(1);
    const before = files();
    expect(rotateBackups(folder, 14)).toEqual([]);
    expect(files()).toEqual(before);
  });
});

describe('npm run backup', () => {
  const backUp = (...args: string[]) => runProgram('backup', { DATABASE_URL: `file:${at('kontext.db')}` }, args);
  beforeEach(async () => {
    const db = connectDatabase(at('kontext.db'));
    await migrateToLatest(db);
    await db.destroy();
  });

  it('makes the folder, takes a name of its own each time, and rotates', async () => {
    const place = `${at('some/backups')}/`;
    for (const _time of [1, 2]) expect((await backUp(place, '--keep', '1')).code).toBe(0);
    expect(readdirSync(place)).toHaveLength(1);
    expect((await backUp(at('other/fixed.db'))).code).toBe(0);
  });

  it('refuses what it cannot keep to before it does anything', async () => {
    const wrong = [['b/', '--keep', '0'], ['b.db', '--keep', '3'], ['--kep']];
    const runs = wrong.map((args) => backUp(...args.map((arg) => (arg.startsWith('b') ? at(arg) : arg))));
    for (const { code, err } of await Promise.all(runs))
      expect([code, err]).toEqual([2, expect.stringContaining('Usage: npm run backup FOLDER/')]);
    expect(files()).toEqual(['kontext.db']);
  });
});
