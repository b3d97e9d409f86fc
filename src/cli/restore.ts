// `npm run restore FILE`, or `FOLDER` for the newest in it: puts a backup in the database's place.
// The bot must be stopped; what was there is kept beside it.

import { existsSync } from 'node:fs';
import { createCalendars } from '../billing/calendar.ts';
import { verifyLedger } from '../billing/ledger/verify-ledger.store.ts';
import { wallNow } from '../clock.ts';
import { readConfigOrExit } from '../config/read-config-or-exit.ts';
import { AppError } from '../errors.ts';
import { copyImages } from '../media/copy-images.ts';
import { keptImageIds } from '../media/images.store.ts';
import { createLog } from '../ops/log.ts';
import { openTimeline } from '../servers/timeline.store.ts';
import { findBackups, isFolder } from '../store/dated-backups.ts';
import { acquireInstanceLock } from '../store/instance-lock.ts';
import { replaceDatabase } from '../store/replace-database.ts';
import { type RestoredTasks, settleRestored } from '../tasks/lifecycle/ending/settle-restored.ts';
import { guardProgram } from './guard-program.ts';

const secrets = guardProgram(process.env);

const [place, ...others] = process.argv.slice(2);
if (place === undefined || others.length > 0) {
  console.error('Usage: npm run restore FILE, or npm run restore FOLDER for the newest backup in it');
  process.exit(2);
}
const file = isFolder(place) ? newestIn(place) : place;
const config = readConfigOrExit(process.env, ['DATABASE_URL', 'IMAGES_DIR', 'HOST_TIME_ZONE']);
const log = createLog('warn', { secrets });
const nobodyIsShown = { showProgress() {}, deliver() {}, copyToFeed() {} };

try {
  const lock = acquireInstanceLock(config.DATABASE_URL);
  try {
    let tasks: RestoredTasks = { released: 0, unconfirmed: 0, running: 0 };
    const aside = await replaceDatabase(
      config.DATABASE_URL,
      file,
      async (db) => {
        const budgetRules = { calendarOf: createCalendars(config.HOST_TIME_ZONE) };
        const clock = await openTimeline(db);
        // Nothing is completed here, so nothing is learnt about costs.
        const costs = { add() {} };
        tasks = await settleRestored({ db, log, display: nobodyIsShown, budgetRules, costs, ...clock });
        const problems = await verifyLedger(db);
        for (const { problem, row } of problems) console.error(`${problem}: ${JSON.stringify(row)}`);
        // Older backups call it pictures.
        const images = [`${file}.images`, `${file}.pictures`].find((folder) => existsSync(folder));
        if (images !== undefined) {
          const { copied, missing } = await copyImages(await keptImageIds(db), images, config.IMAGES_DIR);
          console.log(`Images restored: ${copied}${missing === 0 ? '' : `; ${missing} are not in the backup`}.`);
        }
      },
      new Date(wallNow()).toISOString().replaceAll(/[-:]|\.\d+/g, ''),
    );
    console.log(`Restored from ${file}.`);
    if (aside !== undefined) console.log(`The previous database is kept as ${aside}.`);
    console.log(
      `${tasks.released} queued tasks cancelled, uncharged; ${tasks.unconfirmed} unconfirmed; ${tasks.running} will be polled again.`,
    );
    console.log('Images made and charged after the backup are not in it: compare with the provider’s bill.');
  } finally {
    lock.release();
  }
} catch (error) {
  console.error(
    error instanceof AppError && error.code === 'already-running'
      ? `Stop the bot first. ${error.message}`
      : `Not restored: ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
}

function newestIn(folder: string): string {
  const { newest, later } = findBackups(folder, wallNow());
  // It may hold the oldest of all: who restores has to say which.
  if (later.length > 0)
    return refuse(`${later[0]} in ${folder} is dated later than now. Is the clock right? Name the file to restore.`);
  return (
    newest ??
    refuse(`${folder} contains no backup named by date, such as kontext-2026-11-25T031500Z.db. Name a file instead.`)
  );
}

function refuse(why: string): never {
  console.error(`Not restored: ${why}`);
  process.exit(1);
}
