// The smoke test that newcomers run first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

it('shows what the member saw, the ledger and the image, and exits with 0', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-once-'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('playground/main.ts'), '--once', 'a lighthouse in fog'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('Kontext is thinking…');
  expect(stdout).toMatch(/▰.*\d%/);
  expect(stdout).toMatch(/settle +reserved −0\.08 {2}spent \+0\.08/);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^kontext-\d+\.jpg$/)]);
  rmSync(folder, { recursive: true });
}, 90_000);

it('exits with 1 and says why when there is no image', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [resolve('playground/main.ts'), '--once', 'something forbidden'],
    { encoding: 'utf8' },
  );
  expect(status).toBe(1);
  expect(stderr).toContain('flagged by content moderation');
}, 90_000);
