// Where the steady timeline stood last: the next run goes on from there.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { createTimeline, type Machine, type Timeline } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import { readAppState, writeAppState } from './app-state.store.ts';

const moment = z.object({
  steadyMs: z.number(),
  wallMs: z.number(),
  bootMs: z.number(),
  monotonicMs: z.number().optional(),
  bootId: z.string().optional(),
});

/** The clock of this database's times. What writes due times must hold the instance lock. */
export async function openTimeline(db: Kysely<Database>, machine?: Machine): Promise<Timeline> {
  const value = await readAppState(db, 'timeline');
  return createTimeline(value === undefined ? undefined : moment.safeParse(JSON.parse(value)).data, machine);
}

export const keepMoment = (db: Kysely<Database>, timeline: Pick<Timeline, 'moment'>): Promise<void> =>
  writeAppState(db, 'timeline', JSON.stringify(timeline.moment()));
