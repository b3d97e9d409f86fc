// Tasks in the database: every change is a guarded update, which answers whether it took hold.

import type { ExpressionBuilder, Kysely } from 'kysely';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { inState } from '../../store/in-state.ts';
import type { NewTaskRow, TaskChange, TaskRow, TaskState } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { AT_PROVIDER_STATES, OPEN_STATES } from './task-states.ts';

type Db = Kysely<Database>;

/** What must still be true of a task for a change to take hold. */
export interface TaskGuard {
  id: string;
  states: readonly TaskState[];
  /** The claim under which the change is made; null where nobody may hold one. */
  leaseToken: string | null;
}

/** @returns whether the task was still as `guard` says, and is now as `change` says. */
export async function changeTask(db: Db, guard: TaskGuard, change: TaskChange): Promise<boolean> {
  const result = await db
    .updateTable('tasks')
    .set(change)
    .where('id', '=', guard.id)
    .where('state', 'in', guard.states.map(inState))
    .where('lease_token', 'is', guard.leaseToken)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertTask(db: Db, row: NewTaskRow): Promise<void> {
  await db.insertInto('tasks').values(row).execute();
}

/** The first answer has been accepted: what was admitted now waits for its turn. */
export async function queueAdmitted(db: Db, requestId: string, now: SteadyMs): Promise<void> {
  await db
    .updateTable('tasks')
    .set({ state: 'queued', due_at: now })
    .where('request_id', '=', requestId)
    .where('state', '=', inState('admitted'))
    .execute();
}

/**
 * Every claim of an earlier run is void: queued and running tasks are due now.
 * @returns how many there are
 */
export async function voidClaims(db: Db, now: SteadyMs): Promise<number> {
  let count = 0n;
  for (const state of ['queued', 'running'] as const) {
    const change = { lease_token: null, lease_until: null, due_at: now };
    const query = db.updateTable('tasks').set(change).where('state', '=', inState(state));
    count += (await query.executeTakeFirst()).numUpdatedRows;
  }
  return Number(count);
}

export const tasksInState = (db: Db, state: TaskState): Promise<TaskRow[]> =>
  db.selectFrom('tasks').selectAll().where('state', '=', inState(state)).execute();

/**
 * Tasks of all members. Quick, however many there have been, for open states and for `unconfirmed`
 * alone.
 */
export async function countTasks(db: Db, states: readonly TaskState[]): Promise<number> {
  const counts = await db
    .selectNoFrom((eb) =>
      states.map((state) =>
        eb
          .selectFrom('tasks')
          .select((inner) => inner.fn.countAll<number>().as('count'))
          .where('state', '=', inState(state))
          .as(state),
      ),
    )
    .executeTakeFirstOrThrow();
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Tasks that are submitting or running here; the provider may have finished some of them. */
export const countAtProvider = (db: Db): Promise<number> => countTasks(db, AT_PROVIDER_STATES);

/** Tasks that take up room at the provider: not those whose image only waits to be fetched. */
export async function countInProgressAtProvider(db: Db): Promise<number> {
  const { finished } = await db
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('finished'))
    .where('state', '=', inState('running'))
    .where('finished_steady', 'is not', null)
    .executeTakeFirstOrThrow();
  return (await countAtProvider(db)) - finished;
}

export const tasksOfRequest = (db: Db, requestId: string): Promise<TaskRow[]> =>
  db.selectFrom('tasks').selectAll().where('request_id', '=', requestId).orderBy('key').execute();

/** How many of a member's, or of a server's, tasks are at work or waiting. */
export async function countOpenTasks(db: Db, of: { accountId: number } | { guildId: string }): Promise<number> {
  const { count } = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tasks.state', 'in', OPEN_STATES)
    .where((eb) =>
      'accountId' in of ? eb('requests.account_id', '=', of.accountId) : eb('requests.guild_id', '=', of.guildId),
    )
    .executeTakeFirstOrThrow();
  return count;
}

/** Longer than the deadlines of a submission, and of a poll with its download, together. */
export const LEASE_MS = 5 * 60 * 1000;

export interface Claim {
  token: string;
  now: SteadyMs;
  /** When the claim lapses; later than any deadline of the work done under it. */
  until: SteadyMs;
}

/** Claims running tasks that are due for a look, the longest due first. */
export const claimForPolling = (db: Db, claim: Claim & { limit: number }): Promise<TaskRow[]> =>
  db
    .updateTable('tasks')
    .set({ lease_token: claim.token, lease_until: claim.until })
    .where('state', '=', inState('running'))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('tasks')
        .select('id')
        .where('state', '=', inState('running'))
        .where('due_at', '<=', claim.now)
        .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<', claim.now)]))
        .orderBy('due_at')
        .limit(claim.limit),
    )
    .returningAll()
    .execute();

/**
 * When the next unclaimed task is due; undefined when none is. Queued tasks that wait for room do
 * not count.
 */
export async function nextDueAt(db: Db, now: SteadyMs): Promise<SteadyMs | undefined> {
  const soonest = (state: 'running' | 'queued') =>
    db
      .selectFrom('tasks')
      .select('due_at')
      .where('state', '=', inState(state))
      .where('lease_token', 'is', null)
      .$if(state === 'queued', (query) => query.where('due_at', '>', now))
      .orderBy('due_at')
      .limit(1)
      .executeTakeFirst();
  const dues = [await soonest('running'), await soonest('queued')].flatMap((row) => row?.due_at ?? []);
  return dues.length > 0 ? Math.min(...dues) : undefined;
}

/** Tasks that have waited for their first answer since before `before`. */
export const admittedSince = (db: Db, before: SteadyMs): Promise<TaskRow[]> =>
  db
    .selectFrom('tasks')
    .selectAll()
    .where('state', '=', inState('admitted'))
    .where('admitted_steady', '<', before)
    .execute();

/** Submissions whose claim has lapsed: what became of them could not be stored. */
export const lapsedSubmissions = (db: Db, now: SteadyMs): Promise<TaskRow[]> =>
  db
    .selectFrom('tasks')
    .selectAll()
    .where('state', '=', inState('submitting'))
    .where('lease_until', '<', now)
    .execute();

const STOPPED_AFTERWARDS = ['completed', 'unconfirmed'] as const satisfies TaskState[];

type CancelledBy = NonNullable<TaskRow['cancel_by']>;

/**
 * Tasks that are paid for anyway and can still be marked as cancelled. What a moderator stops is
 * not shown either where it was made already and only waits to be shown, where its charge is
 * unconfirmed, or where its member had cancelled it before.
 */
const isStoppable = (by: CancelledBy) => (eb: ExpressionBuilder<Database, 'tasks'>) => {
  const isModerator = by === 'moderator';
  return eb.and([
    eb('state', 'in', isModerator ? [...AT_PROVIDER_STATES, ...STOPPED_AFTERWARDS] : AT_PROVIDER_STATES),
    eb.or([
      eb('cancel_requested_at', 'is', null),
      ...(isModerator ? [eb.and([eb('cancel_by', 'is not', null), eb('cancel_by', '<>', by)])] : []),
    ]),
  ]);
};

/** A request's tasks of which `requestCancel` has something to note. */
export const stoppableTasks = (db: Db, requestId: string, by: CancelledBy): Promise<TaskRow[]> =>
  db
    .selectFrom('tasks')
    .selectAll()
    .where('request_id', '=', requestId)
    .where(isStoppable(by))
    .orderBy('key')
    .execute();

/**
 * Notes that a task which is paid for anyway is no longer wanted; one at the provider goes on, for
 * its true cost.
 * @returns whether there was something to note
 */
export async function requestCancel(db: Db, id: string, by: CancelledBy, now: WallMs): Promise<boolean> {
  const result = await db
    .updateTable('tasks')
    .set({ cancel_requested_at: now, cancel_by: by })
    .where('id', '=', id)
    .where(isStoppable(by))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * What was called off is wanted after all; what a moderator stopped stays so.
 * @param taskId where only that one is
 */
export async function withdrawCancel(db: Db, requestId: string, taskId?: string): Promise<void> {
  await db
    .updateTable('tasks')
    .set({ cancel_requested_at: null, cancel_by: null })
    .where('request_id', '=', requestId)
    .where((eb) => eb.or([eb('cancel_by', 'is', null), eb('cancel_by', '=', 'member')]))
    .$if(taskId !== undefined, (query) => query.where('id', '=', taskId ?? ''))
    .execute();
}

export const taskById = (db: Db, taskId: string): Promise<TaskRow | undefined> =>
  db.selectFrom('tasks').selectAll().where('id', '=', taskId).executeTakeFirst();

export async function requestIdOfTask(db: Db, taskId: string): Promise<string | undefined> {
  const row = await db.selectFrom('tasks').select('request_id').where('id', '=', taskId).executeTakeFirst();
  return row?.request_id;
}
