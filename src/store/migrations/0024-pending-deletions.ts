// Deletions of results wait until whoever asked for them confirms.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table pending_deletions (
    id text primary key,
    account_id integer not null references accounts (id),
    picture_id text not null,
    channel_id text not null,
    message_id text not null,
    is_ephemeral integer not null check (is_ephemeral in (0, 1)),
    interaction_token text not null,
    created_at integer not null,
    expires_at integer not null
  ) strict`,
  'create index pending_deletions_by_end on pending_deletions (expires_at)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
