// Results that could not be shown where they were asked for, and what the further messages of a request are for.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table unshown (
    request_id text primary key references requests (id) on delete cascade,
    account_id integer not null references accounts (id),
    since integer not null,
    told_at integer,
    word_due integer not null default 0 check (word_due in (0, 1))
  ) strict, without rowid`,
  'create index unshown_words on unshown (account_id) where word_due = 1',
  `alter table showings add column kind text check (kind in ('posting', 'feed', 'report'))`,
  'alter table showings add column guild_id text',
  // Copies and reports stand in the server that the request counts in; where old postings stand is not known.
  `update showings set kind = 'posting' where task_id is not null`,
  `update showings set guild_id = (select guild_id from requests where requests.id = showings.request_id)
    where task_id is null`,
  'create index showings_of_guild on showings (guild_id) where guild_id is not null',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
