// Messages where the bot is a guest, with the token that alone can remove them.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table guest_messages (
    message_id text primary key,
    request_id text not null references requests (id) on delete cascade,
    channel_id text not null,
    guild_id text,
    application_id text not null,
    interaction_token text not null,
    token_expires_at integer not null
  ) strict, without rowid`,
  'create index guest_messages_by_request on guest_messages (request_id)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
