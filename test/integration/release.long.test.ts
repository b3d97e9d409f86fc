// A release, gone through in a small repository of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextVersion, unreleasedNotes } from '../../deploy/release/changelog.ts';

const PROGRAM = fileURLToPath(new URL('../../deploy/release/release.ts', import.meta.url));
const CHANGELOG = '# Changelog\n\n## Unreleased\n\n### New\n\n- A lighthouse.\n\n## 0.1.0 · 2026-01-01\n\n- Fog.\n';

let folder: string;
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

interface Scripts {
  check: string;
  test: string;
  /** `test:long`. */
  long?: string;
}

function setUp(scripts: Scripts): void {
  const { long = 'true', ...others } = scripts;
  const described = { name: 'x', version: '0.1.0', scripts: { ...others, 'test:long': long } };
  write('package.json', JSON.stringify(described));
  write(
    'package-lock.json',
    JSON.stringify({ name: 'x', version: '0.1.0', lockfileVersion: 3, packages: { '': described } }),
  );
  write('CHANGELOG.md', CHANGELOG);
  git('init', '--quiet');
  git('config', 'user.email', 'somebody@example.com');
  git('config', 'user.name', 'Somebody');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
}

function release(...args: string[]): { code: number | null; err: string } {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf8' });
  return { code: status, err: stderr };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-release-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run release', () => {
  it('numbers, dates, commits and tags, with what is new as the tag’s words', () => {
    setUp({ check: 'true', test: 'true' });
    const { code, err } = release('minor');
    expect(code, err).toBe(0);
    for (const file of ['package.json', 'package-lock.json']) expect(JSON.parse(read(file)).version).toBe('0.2.0');
    expect(read('CHANGELOG.md')).toMatch(
      /## Unreleased\n\n## 0\.2\.0 · \d{4}-\d\d-\d\d\n\n### New\n\n- A lighthouse\.\n\n## 0\.1\.0/,
    );
    expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0');
    expect(git('tag', '--list', '--format=%(contents)', 'v0.2.0')).toBe('v0.2.0\n\n### New\n\n- A lighthouse.');
    expect(git('status', '--porcelain')).toBe('');
  });

  it.each<[string, Scripts, () => unknown, RegExp]>([
    ['a tree that is not clean', { check: 'true', test: 'true' }, () => write('new.txt', 'x'), /not clean/],
    ['a check that fails', { check: 'false', test: 'true' }, () => undefined, /"npm run check" did not succeed/],
    ['a test that fails', { check: 'true', test: 'false' }, () => undefined, /"npm test" did not succeed/],
    [
      'a long test that fails',
      { check: 'true', test: 'true', long: 'false' },
      () => undefined,
      /"npm run test:long" did not succeed/,
    ],
    [
      'tests that leave something behind',
      { check: 'true', test: 'touch left' },
      () => undefined,
      /left something behind/,
    ],
    [
      'nothing to tell',
      { check: 'true', test: 'true' },
      () => {
        write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n## 0.1.0 · 2026-01-01\n');
        git('commit', '--quiet', '--all', '--message', 'Empty it');
      },
      /tells nothing under "Unreleased"/,
    ],
    ['a tag that is there', { check: 'true', test: 'true' }, () => git('tag', 'v0.1.1'), /v0\.1\.1 is there already/],
  ])('refuses %s, and changes nothing', (_name, scripts, breakIt, reason) => {
    setUp(scripts);
    breakIt();
    const before = git('rev-parse', 'HEAD');
    const { code, err } = release('patch');
    expect([code, err]).toEqual([1, expect.stringMatching(reason)]);
    expect(git('rev-parse', 'HEAD')).toBe(before);
    expect(JSON.parse(read('package.json')).version).toBe('0.1.0');
  });
});

describe('the next version', () => {
  it.each([
    ['1.2.3', 'patch', '1.2.4'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', '1.10.0', '1.10.0'],
  ])('after %s is, by %s, %s', (current, step, next) => {
    expect(nextVersion(current, step)).toBe(next);
  });

  it.each(['1.2.3', '1.2.2', '0.9.9', '1.3', 'v2.0.0', 'huge'])('is not %s after 1.2.3', (step) => {
    expect(() => nextVersion('1.2.3', step)).toThrow();
  });
});

it('the changelog of this program has notes for its next release, or has just been released', () => {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const isReleased = changelog.includes(`## Unreleased\n\n## ${version} `);
  expect(isReleased || unreleasedNotes(changelog) !== '').toBe(true);
});
