// What a kept image may still be needed for, as conditions on its row.
import { type Kysely, sql } from 'kysely';
import type { SteadyMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';

type Db = Kysely<Database>;

/** The end of keeping what is no longer wanted. */
export const LONG_AGO = 0;

/** A task made it, or a request starts from it. */
export const isReferredTo = sql<boolean>`(
  exists (select 1 from tasks where tasks.image_id = images.id)
  or exists (select 1 from inputs where inputs.image_id = images.id)
)`;

/**
 * A result, or an input of a request that the provider did its work for: also where that cost
 * nothing, or where its result was lost.
 */
export const isPaidFor = sql<boolean>`(
  exists (select 1 from tasks where tasks.image_id = images.id)
  or exists (
    select 1 from inputs inner join tasks on tasks.request_id = inputs.request_id
    where inputs.image_id = images.id and (tasks.state in ('completed', 'delivered') or tasks.cost_micros > 0)
  )
)`;

/**
 * A form is open that it can be edited from, or can be opened again after a refusal. What was
 * deleted has no such grace. A draft names its images in JSON; an id, 64 hexadecimal digits, stands
 * in it as it is.
 */
const isInDraft = (now: SteadyMs) => sql<boolean>`(
  images.keep_until > ${sql.lit(LONG_AGO)} and exists (
    select 1 from drafts where drafts.expires_at > ${now} and drafts.sources like '%"' || images.id || '"%'
  )
)`;

/**
 * What neither a result that still waits to be shown, nor a task that is still to be sent, nor an
 * open form needs, oldest first.
 */
export const unneeded = (db: Db, now: SteadyMs) =>
  db
    .selectFrom('images')
    .selectAll()
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('tasks')
            .select('tasks.id')
            .whereRef('tasks.image_id', '=', 'images.id')
            .where('tasks.state', '=', 'completed'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inputs')
            .innerJoin('tasks', 'tasks.request_id', 'inputs.request_id')
            .select('tasks.id')
            .whereRef('inputs.image_id', '=', 'images.id')
            .where('tasks.state', 'in', ['admitted', 'queued', 'submitting']),
        ),
      ),
    )
    .where(({ not }) => not(isInDraft(now)))
    .orderBy('created_at');
