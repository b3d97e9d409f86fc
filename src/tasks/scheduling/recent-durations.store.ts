// What the newest finished tasks tell of those to come: how long they take, and what they cost.
import type { Kysely } from 'kysely';
import type { Charge } from '../../billing/cost-estimator.ts';
import { inState } from '../../store/in-state.ts';
import type { Database } from '../../store/schema.ts';
import { FINISHED_STATES } from '../requests/task-states.ts';

type Db = Kysely<Database>;

/** The newest finished tasks, oldest first: how long images take lately. */
export async function recentDurations(db: Db, limit: number): Promise<{ model: string; durationMs: number }[]> {
  const rows = await db
    .selectFrom('tasks')
    .select(['model', 'running_at', 'finished_steady'])
    .where('state', 'in', FINISHED_STATES.map(inState))
    .orderBy('finished_steady', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(({ model, running_at, finished_steady }) => ({
    model,
    durationMs: (finished_steady ?? 0) - (running_at ?? 0),
  }));
}

/** What the newest images cost by the provider's own word, oldest first. */
export async function recentCharges(db: Db, limit: number): Promise<Charge[]> {
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(['tasks.model', 'requests.kind', 'tasks.cost_micros', 'tasks.finished_steady'])
    .where('tasks.state', 'in', FINISHED_STATES.map(inState))
    .where('tasks.cost_estimated', '=', 0)
    .orderBy('tasks.finished_steady', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map(({ model, kind, cost_micros, finished_steady }) => ({
    model,
    kind,
    micros: cost_micros ?? 0,
    at: finished_steady ?? 0,
  }));
}
