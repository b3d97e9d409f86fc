// New messages that Discord has not answered for yet, direct messages that show a result, and results to look at once more.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table messages_being_sent (
    id text primary key,
    request_id text not null references requests (id) on delete cascade,
    channel_id text not null,
    started_at integer not null,
    ended_at integer
  ) strict, without rowid`,
  'create index messages_being_sent_by_request on messages_being_sent (request_id)',

  // SQLite cannot change the check of a column.
  `alter table showings add column new_kind text check (new_kind in ('posting', 'feed', 'report', 'direct'))`,
  'update showings set new_kind = kind',
  'alter table showings drop column kind',
  'alter table showings rename column new_kind to kind',

  'alter table requests add column confirm_due integer not null default 0 check (confirm_due in (0, 1))',
  'create index requests_to_confirm on requests (id) where confirm_due = 1',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
