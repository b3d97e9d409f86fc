// Copies for moderators wait until they are posted, and a search for messages knows the report that stays.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table feed_copies (
    id text primary key,
    request_id text not null references requests (id) on delete cascade,
    guild_id text not null,
    task_id text,
    posted_channel_id text,
    posted_message_id text,
    queued_at integer not null,
    due_at integer not null,
    attempts integer not null default 0,
    in_doubt_since integer
  ) strict, without rowid`,
  'create index feed_copies_by_due on feed_copies (due_at)',
  'create index feed_copies_by_request on feed_copies (request_id)',
  'alter table message_removals add column kept_message_id text',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
