// Backups named by date: each gets a name of its own, the newest is found, and rotation removes
// whole backups and nothing else.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBackups, isFolder, nextBackup, rotateBackups } from '../../src/store/dated-backups.ts';
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
    expect(findBackups(at('missing'), NOW)).toEqual({ later: [] });
    for (const day of [2, 3, 1]) addBackup(day);
    writeFileSync(at('z.db'), '');
    expect(findBackups(folder, NOW)).toEqual({ newest: at('kontext-2026-11-03T031500Z.db'), later: [] });
  });

  it('is none that is dated after now, which a clock that was ahead has named', () => {
    addBackup(1);
    writeFileSync(at('kontext-2028-01-02T031500Z.db'), '');
    expect(findBackups(folder, NOW)).toEqual({
      newest: at('kontext-2026-11-01T031500Z.db'),
      later: ['kontext-2028-01-02T031500Z.db'],
    });
  });
});

describe('rotation', () => {
  it('removes all but the newest with images and drafts, and leaves other files', () => {
    for (const day of [1, 2, 3, 4]) addBackup(day);
    mkdirSync(at('kontext-2026-10-31T031500Z.db.images'));
    writeFileSync(at('kontext-2026-10-30T031500Z.db.draft'), '');
    const others = ['2026-11-01.db', 'kontext-2026-11-01T031500Z.db.mine', 'kontext.db'];
    for (const name of others) writeFileSync(at(name), '');
    expect(rotateBackups(folder, 2, 'kontext-2026-11-04T031500Z.db')).toEqual({
      removed: ['kontext-2026-11-02T031500Z.db', 'kontext-2026-11-01T031500Z.db'],
      later: [],
    });
    const kept = ['3', '4'].flatMap((day) => [
      `kontext-2026-11-0${day}T031500Z.db`,
      `kontext-2026-11-0${day}T031500Z.db.images`,
    ]);
    expect(files()).toEqual([...others, ...kept].sort());
  });

  it('leaves everything while there are fewer', () => {
    addBackup(1);
    const before = files();
    expect(rotateBackups(folder, 14, 'kontext-2026-11-01T031500Z.db')).toEqual({ removed: [], later: [] });
    expect(files()).toEqual(before);
  });

  it('never removes the one just made, nor counts those of a clock that was ahead', () => {
    for (const day of [1, 2, 3]) addBackup(day);
    const ahead = 'kontext-2028-01-02T031500Z.db';
    writeFileSync(at(ahead), '');
    expect(rotateBackups(folder, 1, 'kontext-2026-11-03T031500Z.db')).toEqual({
      removed: ['kontext-2026-11-02T031500Z.db', 'kontext-2026-11-01T031500Z.db'],
      later: [ahead],
    });
    // The clock is behind now.
    const behind = 'kontext-1970-01-01T000100Z.db';
    writeFileSync(at(behind), '');
    expect(rotateBackups(folder, 1, behind)).toEqual({ removed: [], later: [ahead, 'kontext-2026-11-03T031500Z.db'] });
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

  it('leaves one of a clock that was ahead, which is then restored by its name alone', async () => {
    const place = `${at('backups')}/`;
    const ahead = 'kontext-2999-01-02T031500Z.db';
    mkdirSync(place);
    writeFileSync(join(place, ahead), '');
    expect((await backUp(place, '--keep', '1')).out).toContain(`Not counted: ${ahead}`);
    expect(readdirSync(place)).toHaveLength(2);
    const settings = { DATABASE_URL: `file:${at('kontext.db')}`, IMAGES_DIR: at('images') };
    const { code, err } = await runProgram('restore', settings, [place]);
    expect([code, err]).toEqual([1, expect.stringContaining(`${ahead} in ${place} is dated later than now`)]);
  });

  it('refuses what it cannot keep to before it does anything', async () => {
    const wrong = [['b/', '--keep', '0'], ['b.db', '--keep', '3'], ['--kep']];
    const runs = wrong.map((args) => backUp(...args.map((arg) => (arg.startsWith('b') ? at(arg) : arg))));
    for (const { code, err } of await Promise.all(runs))
      expect([code, err]).toEqual([2, expect.stringContaining('Usage: npm run backup FOLDER/')]);
    expect(files()).toEqual(['kontext.db']);
  });
});
