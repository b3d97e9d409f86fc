// Requests as moderators look them up: to choose from, and what a member drew lately.
import type { Kysely } from 'kysely';
import { inState } from '../../store/in-state.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { OfferedRequest } from './request-view.ts';

type Db = Kysely<Database>;

/** Searched at every letter typed: older ones are found by their message's link. */
const MOST = 500;

const OFFERED = [
  'requests.id',
  'requests.prompt',
  'requests.is_private',
  'requests.options',
  'requests.created_at',
] as const;

/**
 * A server's newest, and what was made elsewhere and posted there; those without words left out. A
 * private one that was posted there is not private there.
 */
export async function recentRequests(db: Db, guildId: string): Promise<OfferedRequest[]> {
  const named = db
    .selectFrom('requests')
    .select(OFFERED)
    .where('requests.prompt', '<>', '')
    .orderBy('requests.created_at', 'desc')
    .limit(MOST);
  const made = await named.where('requests.guild_id', '=', guildId).execute();
  const posted = await named
    .innerJoin('message_copies', 'message_copies.request_id', 'requests.id')
    .leftJoin('tasks', 'tasks.id', 'message_copies.task_id')
    .select((eb) => eb.fn.max('tasks.posted_at').as('posted_at'))
    .where('message_copies.guild_id', '=', guildId)
    .where('message_copies.kind', '=', 'posting')
    .where('requests.deleted_at', 'is', null)
    .groupBy('requests.id')
    .execute();
  const all = new Map<string, OfferedRequest>(made.map((request) => [request.id, request]));
  for (const { posted_at, ...request } of posted)
    all.set(request.id, posted_at === null ? request : { ...request, is_private: 0 });
  return [...all.values()].sort((a, b) => b.created_at - a.created_at).slice(0, MOST);
}

export interface LatestFilter {
  guildId: string;
  accountId: number;
  /** Milliseconds since 1970. */
  since: number;
  limit: number;
}

/**
 * A member's newest in a server that everybody there can see, posted or from the start, to tell
 * what they spent on.
 */
export const latestOpenRequests = (
  db: Db,
  { guildId, accountId, since, limit }: LatestFilter,
): Promise<(RequestRow & { cost_micros: number | null })[]> =>
  db
    .selectFrom('requests')
    .innerJoin('tasks', 'tasks.request_id', 'requests.id')
    .selectAll('requests')
    .select((eb) => eb.fn.sum<number | null>('tasks.cost_micros').as('cost_micros'))
    .where('requests.account_id', '=', accountId)
    .where('requests.guild_id', '=', guildId)
    .where('requests.created_at', '>=', since)
    .where(({ eb, or, exists, selectFrom }) => {
      const postedHere = selectFrom('message_copies')
        .innerJoin('tasks as posted', 'posted.id', 'message_copies.task_id')
        .select('message_copies.message_id')
        .whereRef('message_copies.request_id', '=', 'requests.id')
        .where('message_copies.guild_id', '=', guildId)
        .where('message_copies.kind', '=', 'posting')
        .where('posted.posted_at', 'is not', null);
      return or([eb('requests.is_private', '=', 0), exists(postedHere)]);
    })
    .where('requests.deleted_at', 'is', null)
    .where('tasks.cost_micros', 'is not', null)
    .groupBy('requests.id')
    // Of several some may have failed and cost something; where all did, there is no image.
    .having((eb) => eb.fn.count('tasks.image_id'), '>', 0)
    .orderBy('requests.created_at', 'desc')
    .limit(limit)
    .execute();

/**
 * Those whose charge nobody could confirm yet.
 * @param guildId undefined for all; a server's are without those that were given back there
 */
export const unconfirmedRequests = (db: Db, guildId: string | undefined): Promise<OfferedRequest[]> =>
  db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(OFFERED)
    .distinct()
    .where('tasks.state', '=', inState('unconfirmed'))
    .$if(guildId !== undefined, (query) =>
      query.where('requests.guild_id', '=', guildId ?? '').where('tasks.released_here_at', 'is', null),
    )
    .orderBy('requests.created_at', 'desc')
    .limit(MOST)
    .execute();
