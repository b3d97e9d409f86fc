// Drafts: also of pictures from words alone, and with why what was asked for was refused.
import { type Kysely, sql } from 'kysely';

const columns = 'id, account_id, kind, subject_account_id, is_private, sources, fields, created_at, expires_at';

const statements = [
  // SQLite cannot change a check, so the table is made anew.
  'drop index drafts_by_end',
  'create table drafts_before as select * from drafts',
  'drop table drafts',
  `create table drafts (
    id text primary key,
    account_id integer not null references accounts (id),
    kind text not null check (kind in ('imagine', 'edit', 'remix')),
    subject_account_id integer references accounts (id),
    is_private integer not null check (is_private in (0, 1)),
    sources text not null,
    fields text not null,
    refusal text,
    created_at integer not null,
    expires_at integer not null
  ) strict`,
  `insert into drafts (${columns}) select ${columns} from drafts_before`,
  'drop table drafts_before',
  'create index drafts_by_end on drafts (expires_at)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
