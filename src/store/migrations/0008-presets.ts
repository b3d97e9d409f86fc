// Presets, personal and of servers; what messages of several pictures need: one of them taken out, posted or shown alone; and how things go lately.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table presets (
    id integer primary key autoincrement,
    guild_id text,
    account_id integer not null references accounts (id),
    name text not null,
    name_key text not null,
    prompt text not null,
    options text not null,
    created_at integer not null
  ) strict`,
  'create unique index presets_of_members on presets (account_id, name_key) where guild_id is null',
  'create unique index presets_of_servers on presets (guild_id, name_key) where guild_id is not null',

  'alter table tasks add column removed_at integer',
  'alter table tasks add column posted_at integer',
  // A draft's pictures say themselves which task drew them.
  'alter table drafts drop column parent_task_id',
  `create index tasks_gone_wrong on tasks (finished_at) where state in ('failed', 'unconfirmed')`,
  'alter table showings add column task_id text references tasks (id)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
