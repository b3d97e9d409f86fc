// Limits and grants above a sum wait until whoever asked for them confirms the amount.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table pending_budget_changes (
    id text primary key,
    account_id integer not null references accounts (id),
    guild_id text not null,
    change text not null,
    created_at integer not null,
    expires_at integer not null
  ) strict`,
  'create index pending_budget_changes_by_end on pending_budget_changes (expires_at)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
