// Decisions on charges that nobody could confirm: a moderator gives them back to member and server, the host says what is true.
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table ledger add column reach text not null default 'all' check (reach in ('all', 'here', 'host'))`,
  'alter table tasks add column released_here_at integer',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
