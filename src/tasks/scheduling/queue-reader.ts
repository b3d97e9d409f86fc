// What commands and Discord read of the queue and of the provider's work.
import type { Kysely } from 'kysely';
import type { SteadyMs } from '../../clock.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { type RecentEnds, recentEnds } from '../requests/status.store.ts';
import { countAtProvider, countTasks } from '../requests/tasks.store.ts';
import { placesInQueue } from './queue.store.ts';

export interface QueueReader {
  /**
   * The places in the line of those of a request's tasks that are queued, by their ids: 1 is the
   * next.
   */
  placesOf(tasks: readonly TaskRow[]): Promise<ReadonlyMap<string, number>>;
  /** Tasks of all members that wait for their turn. */
  countQueued(): Promise<number>;
  /** Tasks of all members that the provider works on, as far as we know. */
  countAtProvider(): Promise<number>;
  /** How tasks of all members ended since then. */
  recentEnds(since: SteadyMs): Promise<RecentEnds>;
}

export const createQueueReader = (db: Kysely<Database>): QueueReader => ({
  placesOf: (tasks) => placesInQueue(db, tasks),
  countQueued: () => countTasks(db, ['queued']),
  countAtProvider: () => countAtProvider(db),
  recentEnds: (since) => recentEnds(db, since),
});
