// Requests to choose from when a moderator looks one up.
import type { Kysely } from 'kysely';
import type { Database, RequestRow } from '../store/schema.ts';

type Db = Kysely<Database>;

export type OfferedRequest = Pick<RequestRow, 'id' | 'prompt' | 'is_private' | 'created_at'>;

/** Searched at every letter typed: older ones are found by their message's link. */
const MOST = 500;

/** A server's newest, those without words left out. */
export const recentRequests = (db: Db, guildId: string): Promise<OfferedRequest[]> =>
  db
    .selectFrom('requests')
    .select(['id', 'prompt', 'is_private', 'created_at'])
    .where('guild_id', '=', guildId)
    .where('prompt', '<>', '')
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute();

/** Those whose charge nobody could confirm yet. @param guildId undefined for all */
export const unconfirmedRequests = (db: Db, guildId: string | undefined): Promise<OfferedRequest[]> =>
  db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(['requests.id', 'requests.prompt', 'requests.is_private', 'requests.created_at'])
    .distinct()
    .where('tasks.state', '=', 'unconfirmed')
    .$if(guildId !== undefined, (query) => query.where('requests.guild_id', '=', guildId ?? ''))
    .orderBy('requests.created_at', 'desc')
    .limit(MOST)
    .execute();
