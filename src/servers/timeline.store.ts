// Where the steady timeline stood last: the next run goes on from there.
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { createTimeline, type Machine, type Timeline } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import { OWN } from './settings.store.ts';

const PLACE = { guild_id: OWN, name: 'timeline' };

const moment = z.object({
  steadyMs: z.number(),
  wallMs: z.number(),
  bootMs: z.number(),
  bootId: z.string().optional(),
});

/** The clock of this database's times. What writes due times must hold the instance lock. */
export async function openTimeline(db: Kysely<Database>, machine?: Machine): Promise<Timeline> {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('guild_id', '=', PLACE.guild_id)
    .where('name', '=', PLACE.name)
    .executeTakeFirst();
  return createTimeline(row && moment.safeParse(JSON.parse(row.value)).data, machine);
}

export async function keepMoment(db: Kysely<Database>, timeline: Pick<Timeline, 'moment'>): Promise<void> {
  const value = JSON.stringify(timeline.moment());
  await db
    .insertInto('settings')
    .values({ ...PLACE, value })
    .onConflict((conflict) => conflict.columns(['guild_id', 'name']).doUpdateSet({ value }))
    .execute();
}
