// `npm run backup FILE`: a copy of the database at one moment, also beside a running bot; with `--pictures` the pictures too, in `FILE.pictures`.
import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfigOrExit } from './config/read-config-or-exit.ts';
import { copyPictures } from './media/copy-pictures.ts';
import { keptPictureIds } from './media/pictures.store.ts';
import { backUpDatabase } from './store/back-up-database.ts';
import { openDatabaseReadOnly } from './store/open-database.ts';

const { values, positionals } = parseArgs({ options: { pictures: { type: 'boolean' } }, allowPositionals: true });
const [file, ...others] = positionals;
if (file === undefined || others.length > 0) {
  console.error('Usage: npm run backup FILE, or npm run backup -- FILE --pictures');
  process.exit(2);
}
const { DATABASE_URL, PICTURES_DIR } = readConfigOrExit(process.env, ['DATABASE_URL', 'PICTURES_DIR']);
try {
  await backUpDatabase(DATABASE_URL, file);
  console.log(`Backed up to ${file} (${(statSync(file).size / 2 ** 20).toFixed(1)} MiB).`);
  const db = openDatabaseReadOnly(file);
  const ids = await keptPictureIds(db);
  await db.destroy();
  if (values.pictures) {
    const { copied, known, missing } = await copyPictures(ids, PICTURES_DIR, `${file}.pictures`);
    console.log(`${copied + known} pictures are in ${file}.pictures, ${copied} of them new.`);
    if (missing > 0) console.log(`${missing} pictures had been removed meanwhile, or are not in PICTURES_DIR.`);
  } else if (ids.length > 0) {
    console.log(`The ${ids.length} pictures are not in it: npm run backup -- FILE --pictures takes them along.`);
  }
} catch (error) {
  console.error(`Not backed up: ${error instanceof Error ? error.message : error} (DATABASE_URL is ${DATABASE_URL})`);
  process.exitCode = 1;
}
