// How things stand with the provider and somebody's own requests, as the tasks' rows tell.

import type { Kysely } from 'kysely';
import type { SteadyMs } from '../../clock.ts';
import { inState } from '../../store/in-state.ts';
import type { Database } from '../../store/schema.ts';
import type { Failure } from './failure.ts';
import { FINISHED_STATES, OPEN_STATES } from './task-states.ts';

type Db = Kysely<Database>;

/** What the provider, not the request, was at fault for. */
const TROUBLES = [
  'bad-key',
  'no-balance',
  'image-lost',
  'image-unreadable',
  'image-too-large',
  'unconfirmed',
] as const satisfies Failure[];

export interface RecentEnds {
  /** Tasks that ended since then, of all members. */
  ended: number;
  /** Of these, those that the provider had trouble with. */
  troubled: number;
}

export async function recentEnds(db: Db, since: SteadyMs): Promise<RecentEnds> {
  const count = async (
    states: readonly ('completed' | 'delivered' | 'failed' | 'unconfirmed')[],
    failures?: readonly Failure[],
  ) => {
    const { ended } = await db
      .selectFrom('tasks')
      .select((eb) => eb.fn.countAll<number>().as('ended'))
      .where('finished_steady', '>=', since)
      .where('state', 'in', states.map(inState))
      .$if(failures !== undefined, (query) => query.where('failure', 'in', failures ?? []))
      .executeTakeFirstOrThrow();
    return ended;
  };
  const gone = ['failed', 'unconfirmed'] as const;
  const [finished, wrong, troubled] = await Promise.all([count(FINISHED_STATES), count(gone), count(gone, TROUBLES)]);
  return { ended: finished + wrong, troubled };
}

/** A member's requests of which something is at work or waiting, the oldest first. */
export async function openRequestsOf(db: Db, accountId: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('requests')
    .select('requests.id')
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('tasks')
          .select('tasks.id')
          .whereRef('tasks.request_id', '=', 'requests.id')
          .where('tasks.state', 'in', OPEN_STATES),
      ),
    )
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
