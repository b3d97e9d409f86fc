// The queue in the database: who waits for a turn, whose turn it is, and who must not have one any
// more.

import type { ExpressionBuilder, Kysely } from 'kysely';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { EVERYWHERE, type ServerSettingName } from '../../servers/settings.store.ts';
import { inState } from '../../store/in-state.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { type Claim, countInProgressAtProvider } from '../requests/tasks.store.ts';

type Db = Kysely<Database>;

export interface SubmissionClaim extends Claim {
  /** How many tasks may be at the provider at once. */
  limit: number;
  /** How many are claimed at most. */
  most: number;
  /** Tasks admitted earlier have waited too long: they are not submitted. */
  admittedSince: SteadyMs;
  /** Stored as `submitted_at`. */
  submittedAt: WallMs;
}

/**
 * Claims queued tasks whose turn it is, oldest first, and makes their submission durable before a
 * byte is sent.
 */
export async function claimForSubmission(db: Db, claim: SubmissionClaim): Promise<TaskRow[]> {
  const room = Math.min(claim.limit - (await countInProgressAtProvider(db)), claim.most);
  if (room <= 0) return [];
  return db
    .updateTable('tasks')
    .set((eb) => ({
      state: 'submitting',
      lease_token: claim.token,
      lease_until: claim.until,
      submitted_at: claim.submittedAt,
      submit_attempts: eb('submit_attempts', '+', 1),
    }))
    .where('state', '=', inState('queued'))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('tasks')
        .select('id')
        .where('state', '=', inState('queued'))
        .where('due_at', '<=', claim.now)
        .where('admitted_steady', '>=', claim.admittedSince)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('requests')
                .select('requests.id')
                .whereRef('requests.id', '=', 'tasks.request_id')
                .where((request) => request.or(Object.values(stopReasons(request, claim.submittedAt)))),
            ),
          ),
        )
        // Input images come first.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('inputs')
                .select('position')
                .whereRef('inputs.request_id', '=', 'tasks.request_id')
                .where('inputs.image_id', 'is', null),
            ),
          ),
        )
        .orderBy('admitted_steady')
        .orderBy('key')
        .limit(room),
    )
    .returningAll()
    .execute();
}

/**
 * The request has been deleted, its member is blocked in its server, or its server or the whole bot
 * is paused.
 */
const stopReasons = ({ eb, exists, selectFrom }: ExpressionBuilder<Database, 'requests'>, now: WallMs) => ({
  deleted: eb('requests.deleted_at', 'is not', null),
  blocked: exists(
    selectFrom('blocks')
      .select('blocks.account_id')
      .whereRef('blocks.guild_id', '=', 'requests.guild_id')
      .whereRef('blocks.account_id', '=', 'requests.account_id')
      .where((block) => block.or([block('blocks.ends_at', 'is', null), block('blocks.ends_at', '>', now)])),
  ),
  paused: exists(
    selectFrom('settings')
      .select('settings.name')
      .where('settings.name', '=', 'paused' satisfies ServerSettingName)
      .where((setting) =>
        setting.or([
          setting('settings.guild_id', '=', EVERYWHERE),
          setting('settings.guild_id', '=', setting.ref('requests.guild_id')),
        ]),
      ),
  ),
});

export type StopReason = keyof ReturnType<typeof stopReasons>;

/** Queued tasks that must not be sent any more, and why. */
export async function queuedButStopped(db: Db, now: WallMs): Promise<{ id: string; stopReason: StopReason }[]> {
  const rows = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(['tasks.id', 'requests.deleted_at'])
    .select((eb) => stopReasons(eb, now).blocked.as('blocked'))
    .where('tasks.state', '=', inState('queued'))
    .where((eb) => eb.or(Object.values(stopReasons(eb, now))))
    .execute();
  return rows.map(({ id, deleted_at, blocked }) => {
    if (deleted_at !== null) return { id, stopReason: 'deleted' };
    return { id, stopReason: blocked ? 'blocked' : 'paused' };
  });
}

/** Whether anything of the request must not be sent any more. */
export async function findStopReason(db: Db, requestId: string, now: WallMs): Promise<StopReason | undefined> {
  const row = await db
    .selectFrom('requests')
    .select('requests.deleted_at')
    .select((eb) => stopReasons(eb, now).blocked.as('blocked'))
    .where('requests.id', '=', requestId)
    .where((eb) => eb.or(Object.values(stopReasons(eb, now))))
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.deleted_at !== null) return 'deleted';
  return row.blocked ? 'blocked' : 'paused';
}

/** Tasks that have waited for their turn since before `before`. */
export const queuedSince = (db: Db, before: SteadyMs): Promise<TaskRow[]> =>
  db
    .selectFrom('tasks')
    .selectAll()
    .where('state', '=', inState('queued'))
    .where('admitted_steady', '<', before)
    .execute();

/** Who waits, the next first. */
export const queuedInOrder = (db: Db, most: number): Promise<Pick<TaskRow, 'id' | 'request_id'>[]> =>
  db
    .selectFrom('tasks')
    .select(['id', 'request_id'])
    .where('state', '=', inState('queued'))
    .orderBy('admitted_steady')
    .orderBy('key')
    .limit(most)
    .execute();

export async function oldestQueuedSince(db: Db): Promise<SteadyMs | undefined> {
  const { oldest } = await db
    .selectFrom('tasks')
    .select((eb) => eb.fn.min('admitted_steady').as('oldest'))
    .where('state', '=', inState('queued'))
    .executeTakeFirstOrThrow();
  return oldest ?? undefined;
}

/**
 * The places in the line of those of a request's tasks that are queued, by their ids: 1 is the
 * next.
 */
export async function placesInQueue(db: Db, tasks: readonly TaskRow[]): Promise<ReadonlyMap<string, number>> {
  const queued = tasks.filter(({ state }) => state === 'queued');
  const [first] = queued;
  if (!first) return new Map();
  const { ahead } = await db
    .selectFrom('tasks')
    .select((eb) => eb.fn.countAll<number>().as('ahead'))
    .where('state', '=', inState('queued'))
    .where((eb) =>
      eb.or([
        eb('admitted_steady', '<', first.admitted_steady),
        eb.and([eb('admitted_steady', '=', first.admitted_steady), eb('key', '<', first.key)]),
      ]),
    )
    .executeTakeFirstOrThrow();
  // Tasks of one request stand one behind the other.
  return new Map(queued.map(({ id }, index) => [id, ahead + 1 + index]));
}
