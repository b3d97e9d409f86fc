// The thread that `checkpoints.ts` starts: writes the journal back into the database by a
// connection of its own, where waiting for the disk keeps nobody waiting.
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { CheckpointReport } from './checkpoints.ts';

const LOOK_EVERY_MS = 1_000;
/** As SQLite by itself: of 4 KiB each. */
const FRAMES_DUE = 1_000;
const DUE_AFTER_MS = 10_000;
/** Where the disk is used all the time the journal may grow; up to here. */
const FRAMES_TOO_MANY = (64 * 1024 * 1024) / 4096;
/** While it waits for readers nobody can write. */
const LOCK_TIMEOUT_MS = 100;

interface Journal {
  busy: number;
  /** Frames in it; -1 before it is first used. */
  log: number;
  /** How many of them are in the database. */
  checkpointed: number;
}

const path = String(workerData);
const sqlite = new Sqlite(path, { fileMustExist: true, timeout: LOCK_TIMEOUT_MS });
sqlite.pragma('synchronous = NORMAL');
sqlite.pragma('wal_autocheckpoint = 0');
let leftSince: number | undefined;

const checkpoint = (how: 'noop' | 'passive' | 'truncate'): Journal => {
  const [journal] = sqlite.pragma(`wal_checkpoint(${how})`) as Journal[]; // As SQLite documents it.
  return journal ?? { busy: 1, log: 0, checkpointed: 0 };
};

/**
 * Whoever writes next begins the journal anew, and waits for the disk before going on: so that this
 * is not the thread that serves people, a page is written as it was.
 */
const beginAnew = () => {
  const version = Number(sqlite.pragma('user_version', { simple: true }));
  sqlite.exec(`begin immediate; pragma user_version = ${version}; commit`);
};

/** @returns whether nothing was left to write back */
const writeBack = (how: 'passive' | 'truncate'): boolean => {
  const { busy, log, checkpointed } = checkpoint(how);
  if (busy !== 0 || log !== checkpointed) return false;
  leftSince = undefined;
  try {
    beginAnew();
  } catch (error) {
    // Somebody else is writing, and does it.
    if (sqlite.inTransaction) sqlite.exec('rollback');
    if (!(error instanceof Sqlite.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
  }
  return true;
};

const look = () => {
  const { log, checkpointed } = checkpoint('noop');
  // The page with which it was begun anew needs nobody to hurry.
  if (log === checkpointed || log <= 1) {
    leftSince = undefined;
    return;
  }
  leftSince ??= performance.now();
  const isLate = performance.now() - leftSince >= DUE_AFTER_MS;
  if (log >= FRAMES_TOO_MANY && writeBack('passive') !== true) writeBack('truncate');
  else if (isLate || log - checkpointed >= FRAMES_DUE) writeBack('passive');
};

const report = (message: CheckpointReport) => parentPort?.postMessage(message);

/** What goes wrong is told, and tried again at the next look. */
const guarded = <Result>(work: () => Result): Result | undefined => {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Sqlite.SqliteError ? error.code : '';
    report({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
};

const looking = setInterval(() => guarded(look), LOOK_EVERY_MS);
parentPort?.on('message', (request: 'truncate' | 'close') => {
  if (request === 'truncate') return report({ kind: 'truncated', done: guarded(() => writeBack('truncate')) ?? false });
  clearInterval(looking);
  sqlite.close();
  parentPort?.close();
});
