// Writes the journal back into the database on a thread of its own: a checkpoint flushes both
// files, and nobody who is served may wait for that.
import { statSync } from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';
import { notDurable } from './journal-sync.ts';
import type { Database } from './schema.ts';
import { sqlitePath } from './sqlite-path.ts';

/** What the thread says. */
export type CheckpointReport = { kind: 'truncated'; done: boolean } | { kind: 'failed'; code: string; message: string };

export interface Checkpoints {
  /**
   * Writes the journal back and empties it, so that no old pages are left in it. A reader, such as
   * a backup, may hold it for a while.
   * @returns whether it was emptied within half a minute; the next sweep tries again
   */
  truncate(): Promise<boolean>;
  /** What the journal takes up on the disk; it grows while somebody reads for long. */
  journalBytes(): number;
  stop(): Promise<void>;
}

interface CheckpointLog {
  warn(facts: object, message: string): void;
}

const TRIES = 30;
const BETWEEN_TRIES_MS = 1_000;

/** A database in memory has no journal. */
const nothingToDo: Checkpoints = {
  truncate: async () => true,
  journalBytes: () => 0,
  stop: async () => undefined,
};

/**
 * A flush that fails ends the process as any other crash does: nothing can be relied on any more.
 * @param db its connection leaves the journal to the thread from then on
 * @param location of the same database
 */
export async function startCheckpoints(
  db: Kysely<Database>,
  location: string,
  log: CheckpointLog,
): Promise<Checkpoints> {
  const path = sqlitePath(location);
  if (path === ':memory:') return nothingToDo;
  await sql`pragma wal_autocheckpoint = 0`.execute(db);
  const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), {
    workerData: path,
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
  });
  worker.unref();
  const waiting: ((done: boolean) => void)[] = [];
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', (report: CheckpointReport) => {
    if (report.kind === 'truncated') return waiting.shift()?.(report.done);
    if (report.code.endsWith('FSYNC')) throw notDurable(report.message);
    log.warn({ code: report.code, reason: report.message }, 'journal not written back: tried again');
  });
  // Without it the journal would grow until the disk is full.
  worker.once('error', (error) => {
    throw error;
  });

  return {
    async truncate() {
      for (let tries = 1; ; tries += 1) {
        const { promise, resolve } = Promise.withResolvers<boolean>();
        waiting.push(resolve);
        worker.postMessage('truncate');
        if (await Promise.race([promise, exited.then(() => false)])) return true;
        if (tries === TRIES) return false;
        await sleepFor(BETWEEN_TRIES_MS, undefined, { ref: false });
      }
    },
    journalBytes: () => statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    async stop() {
      worker.postMessage('close');
      await exited;
    },
  };
}
