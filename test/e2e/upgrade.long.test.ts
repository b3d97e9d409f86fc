// The bot on a database of another version: an older one is copied and brought up to date, a newer
// one refused.
import { existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { startBotProcess } from '../../playground/bot-process.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { migrateToLatest, migrations } from '../../src/store/migrate.ts';
import { connectDatabase } from '../../src/store/open-database.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage } from '../support/shown.ts';
import { mountSmallDisk } from '../support/small-disk.ts';

let folder: string;
let world: World | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-upgrade-'));
});
afterEach(async () => {
  await world?.close();
  world = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function migrate(path: string, known: typeof migrations): Promise<void> {
  const db = connectDatabase(path);
  await migrateToLatest(db, known);
  await db.destroy();
}

it('from the version before keeps a copy, and serves', async () => {
  const names = Object.keys(migrations);
  await migrate(join(folder, 'kontext.db'), Object.fromEntries(Object.entries(migrations).slice(0, -1)));
  world = await startWorld({ dataDir: folder, provider: { behaviour: { speed: 20 } } });
  const copy = join(folder, `kontext.db.before-${names.at(-1)}`);
  expect(world.bot().log).toContainEqual(expect.objectContaining({ msg: 'backed up before its upgrade', file: copy }));
  expect(existsSync(copy)).toBe(true);
  await (await world.people.as('member').slash('imagine', { prompt: 'after the upgrade' })).until(hasImage);
  await expectPromisesKept(world);
});

it('back to the version before is refused in a plain line', async () => {
  const path = join(folder, 'kontext.db');
  await migrate(path, { ...migrations, '9999-later': { up: async () => undefined } });
  const bot = startBotProcess({ DISCORD_TOKEN: 'x', VTRIX_API_KEY: 'x', DATABASE_URL: `file:${path}` });
  expect(await bot.exited).toBe(1);
  expect(bot.printed.join('\n')).toBe(
    'The bot cannot start: The database was used by a newer version of this program.',
  );
});

const disk = mountSmallDisk(2);
afterAll(() => disk?.unmount());

it.skipIf(disk === undefined)('on a disk without room for the copy is refused in a line with its remedy', async () => {
  if (!disk) return;
  const path = join(disk.folder, 'kontext.db');
  await migrate(path, Object.fromEntries(Object.entries(migrations).slice(0, -1)));
  disk.fill();
  // Room for the lock, but not for the copy.
  truncateSync(join(disk.folder, 'filler'), statSync(join(disk.folder, 'filler')).size - 128 * 1024);
  const bot = startBotProcess({ DISCORD_TOKEN: 'x', VTRIX_API_KEY: 'x', DATABASE_URL: `file:${path}` });
  expect(await bot.exited).toBe(1);
  expect(bot.log).toEqual([]);
  expect(bot.printed.join('\n')).toMatch(
    /^The bot cannot start: The database could not be copied to .*before-\S+ before its upgrade: database or disk is full\. Nothing was changed\. Is the disk full\?$/,
  );
});
