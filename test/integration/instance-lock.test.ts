// One process a database: the lock is refused to others, and free the moment its holder is gone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acquireInstanceLock } from '../../src/store/instance-lock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is refused while another process holds it, and taken at once when that was killed', async () => {
  const location = `file:${join(folder, 'kontext.db')}`;
  const module = new URL('../../src/store/instance-lock.ts', import.meta.url).href;
  const script = `const { acquireInstanceLock } = await import('${module}'); acquireInstanceLock('${location}'); console.log('held'); setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => acquireInstanceLock(location)).toThrow('Another instance of the bot is running');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  acquireInstanceLock(location).release();
});

it('says which folder it cannot write in, and what to do', () => {
  mkdirSync(join(folder, 'kontext.db.lock'));
  expect(() => acquireInstanceLock(join(folder, 'kontext.db'))).toThrow(
    `${folder} cannot be written (unable to open database file). Give the user that runs the bot the right to write there`,
  );
});

it('is free again once released', () => {
  const location = join(folder, 'kontext.db');
  acquireInstanceLock(location).release();
  acquireInstanceLock(location).release();
});
