// The programs for operators where they may read and not write: what only reads does so, and the
// others name the place and the remedy.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../src/accounts/accounts.store.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { runProgram } from '../support/run-program.ts';

/** Rights do not hold for the superuser. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

let folder: string;
let data: string;
let path: string;
/** Where what is copied for reading may be left behind. */
let temporary: string;
const runFrom = (file: string, program: string, ...args: string[]) => {
  const settings = { DATABASE_URL: `file:${file}`, IMAGES_DIR: join(folder, 'images'), TMPDIR: temporary };
  return runProgram(program, settings, args, NOBODY);
};
const run = (program: string, ...args: string[]) => runFrom(path, program, ...args);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-closed-'));
  chmodSync(folder, 0o755);
  data = join(folder, 'data');
  temporary = join(folder, 'tmp');
  path = join(data, 'kontext.db');
  for (const place of [data, temporary]) mkdirSync(place);
  chmodSync(temporary, 0o777);
});
afterEach(() => {
  chmodSync(data, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

/** With an account that, as long as it is open, stands in its journal alone. */
async function makeDatabase(): Promise<Awaited<ReturnType<typeof openDatabase>>> {
  const db = await openDatabase(`file:${path}`);
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
  await accountOf(db, '1', 1);
  return db;
}

function close(place: string): void {
  for (const name of readdirSync(place)) chmodSync(join(place, name), 0o444);
  chmodSync(place, 0o555);
}

describe.each(['verify-ledger', 'export-ledger'])('%s', (program) => {
  it('reads a database whose folder it cannot write, and leaves nothing behind', async () => {
    await (await makeDatabase()).destroy();
    close(data);
    expect(await run(program)).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(data)).toEqual(['kontext.db']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('reads it beside whoever has it open', async () => {
    const db = await makeDatabase();
    close(data);
    expect(await run(program)).toMatchObject({ code: 0, err: '' });
    chmodSync(data, 0o755);
    await db.destroy();
  });

  it('names a file that it cannot read, and the remedy', async () => {
    await (await makeDatabase()).destroy();
    chmodSync(path, 0o600);
    if (NOBODY.uid === undefined) chmodSync(path, 0o000);
    const { code, err } = await run(program);
    expect(code).toBe(1);
    expect(err).toContain(`${path} cannot be read (EACCES). Run this as the user that runs the bot`);
  });
});

it('what only the journal holds is read too', async () => {
  const db = await makeDatabase();
  const copied = join(folder, 'copied');
  mkdirSync(copied);
  for (const side of ['', '-wal']) copyFileSync(`${path}${side}`, join(copied, `kontext.db${side}`));
  await db.destroy();
  close(copied);
  const backup = join(temporary, 'backup.db');
  expect(await runFrom(join(copied, 'kontext.db'), 'backup', backup)).toMatchObject({ code: 0, err: '' });
  const restored = await openDatabase(`file:${backup}`);
  expect(await restored.selectFrom('accounts').select('discord_user_id').execute()).toEqual([{ discord_user_id: '1' }]);
  await restored.destroy();
  chmodSync(copied, 0o755);
});

describe.each(['repair-ledger', 'compact'])('%s', (program) => {
  it.each(['its folder', 'its file'])('names %s where it cannot write it, and the remedy', async (place) => {
    await (await makeDatabase()).destroy();
    chmodSync(data, place === 'its folder' ? 0o555 : 0o777);
    chmodSync(path, place === 'its folder' ? 0o666 : 0o444);
    const { code, err } = await run(program);
    expect(code).toBe(1);
    const named = place === 'its folder' ? data : path;
    expect(err).toContain(
      `${named} cannot be written (EACCES). Give the user that runs this program the right to write there, or change DATABASE_URL.`,
    );
  });
});

it.each(['there', 'to be made'])('backup names a folder %s that it cannot write, and the remedy', async (kind) => {
  await (await makeDatabase()).destroy();
  close(data);
  const target = kind === 'there' ? data : join(data, 'backups');
  const { code, err } = await run('backup', join(target, 'backup.db'));
  expect(code).toBe(1);
  expect(err).toContain(
    `${target} cannot be written (EACCES). Give the user that runs this program the right to write there, or name another folder.`,
  );
});
