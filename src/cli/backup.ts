// `npm run backup FOLDER`, or `FILE`: a copy of the database at one moment, also beside a running
// bot; with `--images` the images too, in `FILE.images`; with `--keep N` only the newest N backups
// stay in the folder.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { wallNow } from '../clock.ts';
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { AppError } from '../errors.ts';
import { copyImages } from '../media/copy-images.ts';
import { keptImageIds } from '../media/images.store.ts';
import { createStoredFiles } from '../media/stored-files.ts';
import { backUpDatabase } from '../store/back-up-database.ts';
import { isFolder, nextBackup, rotateBackups } from '../store/dated-backups.ts';
import { openExistingDatabase } from '../store/open-existing-database.ts';
import { guardProgram } from './guard-program.ts';

guardProgram(process.env);

const USAGE = `Usage: npm run backup FOLDER/, named by date, or npm run backup FILE
  npm run backup -- FOLDER/ --images    the images too
  npm run backup -- FOLDER/ --keep 14     remove all but the newest 14 backups of the folder`;

const { place, images, keep } = readArguments();
const { DATABASE_URL, IMAGES_DIR } = readConfigOrExit(process.env, ['DATABASE_URL', 'IMAGES_DIR']);
try {
  const file = isFolder(place) ? nextBackup(place, wallNow()) : place;
  await backUpDatabase(DATABASE_URL, file);
  console.log(`Backed up to ${file} (${(statSync(file).size / 2 ** 20).toFixed(1)} MiB).`);
  const ids = await imagesOf(file, IMAGES_DIR);
  if (images) {
    const { copied, known, missing } = await copyImages(ids, IMAGES_DIR, `${file}.images`);
    console.log(`Images in ${file}.images: ${copied + known}, ${copied} of them new.`);
    if (missing > 0) console.log(`Images removed in the meantime, or not in IMAGES_DIR: ${missing}.`);
  } else if (ids.length > 0) {
    console.log(`Images not included: ${ids.length}. To include them: npm run backup -- ${place} --images`);
  }
  if (keep !== undefined) {
    const { removed, later } = rotateBackups(place, keep, basename(file));
    for (const name of removed) console.log(`Removed ${name}, older than the newest ${keep}.`);
    for (const name of later)
      console.log(
        `Not counted: ${name}, dated later than this one. Was the clock wrong? Remove it when you need it no more.`,
      );
  }
} catch (error) {
  console.error(`Not backed up: ${error instanceof Error ? error.message : error} (DATABASE_URL is ${DATABASE_URL})`);
  process.exitCode = 1;
}

/** @returns ids of what the backup keeps; of everything that is there for one of another version */
async function imagesOf(file: string, directory: string): Promise<string[]> {
  try {
    const db = await openExistingDatabase(file, 'read-only');
    return await keptImageIds(db).finally(() => db.destroy());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (await createStoredFiles(directory).untouched(0)).ids;
  }
}

function readArguments(): { place: string; images: boolean; keep: number | undefined } {
  try {
    const { values, positionals } = parseArgs({
      options: { images: { type: 'boolean', default: false }, keep: { type: 'string' } },
      allowPositionals: true,
    });
    const [place, ...others] = positionals;
    if (place === undefined || others.length > 0) return refuse('Say where the backup goes.');
    if (values.keep === undefined) return { place, images: values.images, keep: undefined };
    if (!/^[1-9]\d{0,5}$/.test(values.keep)) return refuse(`--keep ${values.keep} is not a number of backups.`);
    if (!isFolder(place)) return refuse(`--keep needs a folder: ${place}/`);
    return { place, images: values.images, keep: Number(values.keep) };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(why: string): never {
  console.error(`${why}\n${USAGE}`);
  process.exit(2);
}
