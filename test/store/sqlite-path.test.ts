// One database, one file: whichever way its address is written, and whichever link leads to it.
import { linkSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireInstanceLock } from '../../src/store/instance-lock.ts';
import { sqlitePath } from '../../src/store/sqlite-path.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'kontext-path-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['file:data/kontext.db', resolve('data/kontext.db')],
  ['data/kontext.db', resolve('data/kontext.db')],
  ['file:/srv/no-such/kontext.db', '/srv/no-such/kontext.db'],
  ['file:///srv/no-such/kontext.db', '/srv/no-such/kontext.db'],
  ['file://localhost/srv/no-such/kontext.db', '/srv/no-such/kontext.db'],
  ['file:/srv/no%20such/%C3%A4.db', '/srv/no such/ä.db'],
  ['/srv/no%20such.db', '/srv/no%20such.db'],
  [':memory:', ':memory:'],
])('%s is %s', (location, path) => {
  expect(sqlitePath(location)).toBe(path);
});

it.each([
  '',
  'file:',
  'file://',
  'file://data/kontext.db',
  'file:a.db?mode=ro',
  'file:a.db#b',
  'file:100%.db',
  'postgres://a/b',
  'file::memory:',
  'file:%3Amemory:',
  'file:a%00b',
  'file:/',
  'file:package.json/a.db',
])('refuses %j', (location) => {
  expect(() => sqlitePath(location)).toThrow('is not valid');
});

it('refuses links that lead in a circle', () => {
  symlinkSync('b.db', join(folder, 'a.db'));
  symlinkSync('a.db', join(folder, 'b.db'));
  expect(() => sqlitePath(join(folder, 'a.db'))).toThrow('is not valid');
});

describe('a database behind a link', () => {
  const file = () => join(folder, 'real', 'kontext.db');
  beforeEach(() => mkdirSync(join(folder, 'real')));

  it.each<[string, () => string]>([
    [
      'of its own',
      () => {
        writeFileSync(file(), '');
        symlinkSync('real/kontext.db', join(folder, 'linked.db'));
        return join(folder, 'linked.db');
      },
    ],
    [
      'that leads to no file yet',
      () => {
        symlinkSync('real/kontext.db', join(folder, 'linked.db'));
        return join(folder, 'linked.db');
      },
    ],
    [
      'of its folder',
      () => {
        symlinkSync('real', join(folder, 'linked'));
        return join(folder, 'linked', 'kontext.db');
      },
    ],
  ])('%s has the lock of its file', (_name, link) => {
    const linked = link();
    expect(sqlitePath(linked)).toBe(file());
    const lock = acquireInstanceLock(`file:${file()}`);
    expect(() => acquireInstanceLock(`file:${linked}`)).toThrow('Another instance');
    lock.release();
  });
});

it('a file with a second name is opened by neither', () => {
  const [file, second] = [join(folder, 'kontext.db'), join(folder, 'second.db')];
  writeFileSync(file, '');
  linkSync(file, second);
  for (const name of [file, second]) expect(() => acquireInstanceLock(name)).toThrow('has 2 names (hard links)');
  rmSync(second);
  acquireInstanceLock(file).release();
});
