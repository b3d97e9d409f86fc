// Budgets that servers set: rules for the server, its members and roles, grants, and the audit trail of who changed what.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table budgets (
    guild_id text not null,
    subject text not null check (subject in ('server', 'default', 'role', 'member')),
    subject_id text not null,
    limit_micros integer not null check (limit_micros >= 0),
    limit_pictures integer check (limit_pictures >= 0),
    "window" text not null check ("window" in ('day', 'week', 'month', 'total')),
    changed_at integer not null,
    primary key (guild_id, subject, subject_id)
  ) strict, without rowid`,

  `create table grants (
    id integer primary key autoincrement,
    guild_id text not null,
    account_id integer not null references accounts (id),
    amount_micros integer not null check (amount_micros > 0),
    reason text not null,
    actor_account_id integer not null references accounts (id),
    created_at integer not null,
    expires_at integer
  ) strict`,
  'create index grants_by_member on grants (guild_id, account_id)',

  'alter table ledger add column grant_id integer references grants (id)',
  'alter table ledger add column grant_reserved_delta integer not null default 0',
  'alter table ledger add column grant_spent_delta integer not null default 0',

  // Pictures are limited too, so those that are being drawn count.
  'alter table rollups add column reserved_pictures integer not null default 0 check (reserved_pictures >= 0)',
  `update rollups set reserved_pictures = (
    select count(*) from ledger r where r.kind = 'reserve' and r.window_at / 900000 * 900000 = rollups.bucket_at
      and not exists (select 1 from ledger e where e.task_id = r.task_id and e.kind in ('settle', 'release'))
      and rollups.scope in ('host', 'server:' || r.guild_id, 'member:' || r.account_id, 'member:' || r.account_id || '@' || coalesce(r.guild_id, 'direct'))
  )`,
  // An allowance's sums leave out what a grant pays, so they stand beside the member's.
  `insert into rollups (scope, bucket_at, reserved_micros, spent_micros, pictures, reserved_pictures)
    select 'allowance:' || substr(scope, 8), bucket_at, reserved_micros, spent_micros, pictures, reserved_pictures
    from rollups where scope like 'member:%@%'`,

  // Held by whoever admits, so that limits hold on databases with many writers too.
  `create table scope_locks (
    scope text primary key,
    admissions integer not null
  ) strict, without rowid`,

  `create table audit (
    id integer primary key autoincrement,
    guild_id text,
    actor_account_id integer not null references accounts (id),
    action text not null,
    target text,
    before text,
    after text,
    reason text,
    created_at integer not null
  ) strict`,
  'create index audit_by_server on audit (guild_id, id)',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
