// Coming back after being forgotten: who is held to a limit that never begins anew is known again by a keyed hash, not by their id.
import { type Kysely, sql } from 'kysely';

const statements = [
  'alter table accounts add column user_hash text',
  'create unique index accounts_by_hash on accounts (user_hash) where user_hash is not null',
  // A server's newest, to look one up.
  'create index requests_by_server on requests (guild_id, created_at)',
  // Links to pictures that are kept: they name people (an avatar's holds its owner's id), and are of no more use.
  'update inputs set url = null where picture_id is not null',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
