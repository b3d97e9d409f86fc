// What the bot keeps: whether its database and images can be read and written, and whether there is
// room for them.
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rmdir, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { examineDatabase } from '../store/examine-database.ts';
import { openDatabaseReadOnly } from '../store/open-database.ts';
import { sqlitePath } from '../store/sqlite-path.ts';
import { defineCheck } from './check.ts';
import { failure, ok, warning } from './finding.ts';

/** The bot empties it from 64 MiB on, as soon as nobody reads. */
const MOST_JOURNAL_BYTES = 128 * 1024 * 1024;

export const checkDatabase = defineCheck('database', ['DATABASE_URL'], async ({ DATABASE_URL }) => {
  const path = resolve(sqlitePath(DATABASE_URL));
  const obstacle = await findObstacle(dirname(path));
  if (obstacle)
    return [failure(obstacle, `Give the user that runs the bot the right to write there, or change DATABASE_URL.`)];
  if (!existsSync(path)) return [ok(`${path} will be created at the first start`)];
  try {
    const db = openDatabaseReadOnly(DATABASE_URL);
    const { pending, unknown, damage } = await examineDatabase(db).finally(() => db.destroy());
    if (damage.length > 0)
      return [
        failure(
          `${path} is damaged: ${damage.join('; ')}`,
          'Stop the bot, and restore a backup: npm run restore FILE.',
        ),
      ];
    if (unknown.length > 0)
      return [
        failure(
          `${path} was used by a newer version of the bot (${unknown.join(', ')})`,
          'Run that version or a newer one; or restore the backup that was made before its upgrade.',
        ),
      ];
    if (pending.length > 0) return [ok(`${path} is intact; the next start upgrades it, after a backup beside it`)];
    const journalBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    if (journalBytes > MOST_JOURNAL_BYTES)
      return [
        warning(
          `${path} is intact, but its journal takes up ${inGib(journalBytes)}: another program has been reading it for long`,
          `End what has it open beside the bot, such as a backup or a shell: fuser -v ${path}`,
        ),
      ];
    return [ok(`${path} is intact and up to date`)];
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return [
      failure(
        `${path} cannot be read as a database: ${words}`,
        'Check DATABASE_URL; if it is right, restore a backup: npm run restore FILE.',
      ),
    ];
  }
});

export const checkImages = defineCheck('images', ['IMAGES_DIR'], async ({ IMAGES_DIR }) => {
  const obstacle = await findObstacle(IMAGES_DIR);
  if (obstacle)
    return [failure(obstacle, 'Give the user that runs the bot the right to write there, or change IMAGES_DIR.')];
  return [ok(existsSync(IMAGES_DIR) ? IMAGES_DIR : `${IMAGES_DIR} will be created when needed`)];
});

const GIB = 2 ** 30;
/** Below this a database with its journal may soon not be written any more. */
const LEAST_FREE_BYTES = GIB / 4;

/** @param freeBytes what a file system has left for us; for tests */
export const createDiskCheck = (freeBytes: (folder: string) => Promise<number> = freeBytesOf) =>
  defineCheck(
    'disk',
    ['DATABASE_URL', 'IMAGES_DIR', 'IMAGES_MAX_SIZE'],
    async ({ DATABASE_URL, IMAGES_DIR, IMAGES_MAX_SIZE }) => {
      const folders = [nearestFolder(dirname(resolve(sqlitePath(DATABASE_URL)))), nearestFolder(IMAGES_DIR)];
      const [forDatabase = 0, forImages = 0] = await Promise.all(folders.map(freeBytes));
      const least = Math.min(forDatabase, forImages);
      if (least < LEAST_FREE_BYTES)
        return [
          failure(
            `only ${inGib(least)} are free at ${folders[least === forDatabase ? 0 : 1]}`,
            'Free some space, or move DATABASE_URL and IMAGES_DIR to a larger disk. A full disk stops the bot.',
          ),
        ];
      if (forImages < IMAGES_MAX_SIZE)
        return [
          warning(
            `${inGib(forImages)} are free for images, which may take up ${inGib(IMAGES_MAX_SIZE)} in total`,
            `Free some space, or lower IMAGES_MAX_SIZE, for example to ${Math.max(1, Math.floor((0.8 * forImages) / GIB))}.`,
          ),
        ];
      return [ok(`${inGib(least)} free`)];
    },
  );

const inGib = (bytes: number): string => `${(bytes / GIB).toFixed(1)} GiB`;

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * What stands in the way of making files in a folder that is there, or that would have to be made:
 * tried, since rights alone do not tell.
 */
async function findObstacle(path: string): Promise<string | undefined> {
  const nearest = nearestFolder(path);
  try {
    await rmdir(await mkdtemp(join(nearest, '.doctor-')));
    return undefined;
  } catch (error) {
    return `cannot write to ${nearest} (${(error as NodeJS.ErrnoException).code})`; // fs throws these.
  }
}

/** The folder itself, or the closest one above it that exists. */
function nearestFolder(path: string): string {
  const folder = resolve(path);
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}
