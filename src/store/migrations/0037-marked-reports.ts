// Reports stay when their image is deleted: they are marked instead, by the queue that removes messages, and known afterwards.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table closed_reports (
    message_id text primary key,
    request_id text not null references requests (id) on delete cascade,
    channel_id text not null,
    guild_id text
  ) strict, without rowid`,
  'create index closed_reports_by_request on closed_reports (request_id)',
  'alter table message_removals add column deletion text',
  // What was being searched for then is marked too.
  `update message_removals set deletion = (
    select json_object('imageId', id, 'at', deleted_at, 'as', 'somebody')
    from requests where requests.id = request_id and deleted_at is not null
  ) where message_id is null and is_own = 0`,
  'alter table message_removals drop column kept_message_id',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
