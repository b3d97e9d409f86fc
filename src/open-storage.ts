// The database of the running bot, which no other process may use meanwhile, the time that goes on
// in it, and the records of tasks.
import type { Kysely } from 'kysely';
import type { Clock } from './clock.ts';
import type { Config } from './config/settings.ts';
import type { Logger } from './ops/log.ts';
import type { Releaser } from './ops/release-all.ts';
import { watchStorage } from './ops/storage-watch.ts';
import { rewriteRequestsOf } from './servers/rewrite-requests.store.ts';
import { keepMoment, openTimeline } from './servers/timeline.store.ts';
import { type Checkpoints, startCheckpoints } from './store/checkpoints.ts';
import { type Compaction, createCompaction } from './store/compact-database.ts';
import { acquireInstanceLock } from './store/instance-lock.ts';
import { openDatabase } from './store/open-database.ts';
import type { Database } from './store/schema.ts';
import { createTaskRecords } from './tasks/lifecycle/task-records.ts';

/**
 * @param releasers takes what closes each part, as soon as it is open.
 * @throws {AppError} where another process has the database
 */
export async function openStorage(
  config: Config,
  log: Logger,
  releasers: Releaser[],
): Promise<{
  db: Kysely<Database>;
  checkpoints: Checkpoints;
  compaction: Compaction;
  clock: Clock;
  /** Whether the database takes what is to be stored. */
  isStoring(): boolean;
  records: ReturnType<typeof createTaskRecords>;
}> {
  const lock = acquireInstanceLock(config.DATABASE_URL);
  releasers.push(() => lock.release());
  const db = await openDatabase(config.DATABASE_URL, (file) => log.info({ file }, 'backed up before its upgrade'));
  releasers.push(() => db.destroy());
  const checkpoints = await startCheckpoints(db, config.DATABASE_URL, log);
  releasers.push(() => checkpoints.stop());
  const clock = await openTimeline(db);
  // After another start of the machine, time goes on from what was kept last.
  const storage = await watchStorage(() => keepMoment(db, clock), log);
  releasers.push(() => storage.stop());
  const compaction = createCompaction(config.DATABASE_URL, rewriteRequestsOf(db), log);
  return { db, checkpoints, compaction, clock, isStoring: storage.isStoring, records: createTaskRecords(db, clock) };
}
