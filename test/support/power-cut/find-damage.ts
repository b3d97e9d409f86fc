// What is wrong with the bot's data as a power cut has left them, looked at in a copy.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { imagePath } from '../../../src/media/image-path.ts';

/** @param data the folder with `kontext.db` and `images` */
export function findDamage(data: string): string[] {
  const names = ['kontext.db', 'kontext.db-wal'].filter((name) => existsSync(join(data, name)));
  if (!names.includes('kontext.db')) return [];
  const copy = mkdtempSync(join(tmpdir(), 'kontext-damage-'));
  for (const name of names) copyFileSync(join(data, name), join(copy, name));
  const sqlite = new Sqlite(join(copy, 'kontext.db'));
  try {
    const verdict = sqlite.pragma('integrity_check', { simple: true });
    return [...(verdict === 'ok' ? [] : [`the database: ${verdict}`]), ...lostImages(sqlite, join(data, 'images'))];
  } finally {
    sqlite.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

function lostImages(sqlite: Sqlite.Database, images: string): string[] {
  const hasTable = sqlite.prepare(`select 1 from sqlite_master where name = 'images'`).get() !== undefined;
  const ids = hasTable ? (sqlite.prepare('select id from images').pluck().all() as string[]) : []; // By the schema.
  return ids
    .filter((id) => {
      const file = imagePath(images, id);
      return !existsSync(file) || createHash('sha256').update(readFileSync(file)).digest('hex') !== id;
    })
    .map((id) => `the file of image ${id} is not what its row says`);
}
