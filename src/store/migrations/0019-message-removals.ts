// Messages of deleted results that Discord still has to take away: stored with the deletion, so that no crash leaves one standing.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table message_removals (
    id text primary key,
    request_id text not null references requests (id) on delete cascade,
    channel_id text not null,
    message_id text,
    is_own integer not null check (is_own in (0, 1)),
    queued_at integer not null,
    due_at integer not null,
    attempts integer not null default 0
  ) strict, without rowid`,
  'create index message_removals_by_due_time on message_removals (due_at)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
