// Rewrites the database's file after something was forgotten: moving rows leaves copies of them in
// the gaps of pages, which overwriting what is deleted does not reach.
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { sqlitePath } from './sqlite-path.ts';

/** The request to rewrite the file, as it is stored in the database itself. */
export interface RewriteRequests {
  /**
   * @returns the newest request's id; undefined where nothing was forgotten since the file was
   * rewritten
   */
  pending(): Promise<string | undefined>;
  /** Only that request is done, and none that came later. */
  done(id: string): Promise<void>;
}

/**
 * In a thread of its own. Others go on reading meanwhile; whoever writes waits for as long as it
 * takes.
 * @param location as `openDatabase` takes it; there is nothing to do for a database in memory
 * @throws {SqliteError} where the database stays locked, or the disk has no room for another copy
 */
export async function compactDatabase(location: string, requests: RewriteRequests): Promise<void> {
  const request = await requests.pending();
  await rewriteFile(sqlitePath(location));
  if (request !== undefined) await requests.done(request);
}

async function rewriteFile(path: string): Promise<void> {
  if (path === ':memory:') return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  new Worker(new URL('./compact-worker.ts', import.meta.url), { workerData: path })
    .once('error', reject)
    .once('exit', () => resolve());
  await promise;
}

/** Beyond this it takes longer than anybody who writes should wait. */
const COMPACTED_BY_ITSELF_MAX_BYTES = 64 * 1024 * 1024;

type Report = (facts: object, message: string) => void;

/** As much of a log as is needed here. */
interface CompactionLog {
  info: Report;
  warn: Report;
}

export interface Compaction {
  /**
   * Rewrites it where that was requested and the database is small enough to be quick. Never
   * throws.
   */
  run(): Promise<void>;
}

export function createCompaction(location: string, requests: RewriteRequests, log: CompactionLog): Compaction {
  // Once: a name that is given to the file while the bot runs must not keep it from being
  // rewritten.
  const path = sqlitePath(location);
  return {
    async run() {
      try {
        const request = await requests.pending();
        if (request === undefined) return;
        const size = path === ':memory:' ? 0 : statSync(path).size;
        if (size > COMPACTED_BY_ITSELF_MAX_BYTES) {
          log.warn(
            { bytes: size },
            'database too large to be rewritten while it serves: run `npm run compact` at a quiet time',
          );
          return;
        }
        await rewriteFile(path);
        await requests.done(request);
        log.info({ bytes: size }, 'database rewritten');
      } catch (error) {
        log.warn({ err: error }, 'database not rewritten: the next sweep tries again');
      }
    },
  };
}
