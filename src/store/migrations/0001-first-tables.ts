// The first tables: people, requests and their tasks, pictures, and the ledger with its sums.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table accounts (
    id integer primary key autoincrement,
    discord_user_id text unique,
    created_at integer not null
  ) strict`,

  `create table requests (
    id text primary key,
    key text not null unique,
    account_id integer not null references accounts (id),
    guild_id text,
    channel_id text not null,
    kind text not null check (kind in ('imagine')),
    prompt text not null,
    options text not null,
    locale text not null,
    created_at integer not null,
    is_private integer not null check (is_private in (0, 1)),
    application_id text not null,
    interaction_token text not null,
    token_expires_at integer not null,
    upload_limit_bytes integer not null check (upload_limit_bytes > 0),
    acknowledged_at integer,
    message_id text,
    delivery_due_at integer,
    delivery_attempts integer not null default 0,
    delivery_rung text check (delivery_rung in ('token', 'channel-edit', 'channel-message', 'direct-message', 'history')),
    delivery_nonce text,
    delivered_at integer
  ) strict`,
  'create index requests_by_member on requests (account_id, created_at)',
  'create index requests_to_deliver on requests (delivery_due_at) where delivery_due_at is not null',

  `create table pictures (
    id text primary key check (length(id) = 64),
    format text not null check (format in ('jpeg', 'png', 'webp')),
    bytes integer not null check (bytes > 0),
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    created_at integer not null,
    keep_until integer not null
  ) strict`,
  'create index pictures_by_age on pictures (created_at)',

  // A picture's row goes when its file does; its task keeps the id, which then leads nowhere.
  `create table tasks (
    id text primary key,
    request_id text not null references requests (id),
    key text not null unique,
    state text not null check (state in ('admitted', 'queued', 'submitting', 'running', 'completed', 'unconfirmed', 'delivered',
      'failed', 'cancelled', 'dropped')),
    model text not null,
    params text not null,
    seed integer not null,
    estimate_micros integer not null check (estimate_micros >= 0),
    admitted_at integer not null,
    due_at integer,
    lease_token text,
    lease_until integer,
    submit_attempts integer not null default 0,
    submitted_at integer,
    provider_task_id text,
    running_at integer,
    polls integer not null default 0,
    poll_failures integer not null default 0,
    progress real,
    late_notice_at integer,
    cancel_requested_at integer,
    finished_at integer,
    failure text,
    failure_detail text,
    picture_id text,
    cost_micros integer check (cost_micros >= 0),
    cost_estimated integer not null default 0 check (cost_estimated in (0, 1)),
    check (state <> 'running' or provider_task_id is not null),
    check (state not in ('completed', 'delivered') or (picture_id is not null and cost_micros is not null))
  ) strict`,
  'create index tasks_by_request on tasks (request_id)',
  `create index tasks_open on tasks (state, due_at) where state in ('admitted', 'queued', 'submitting', 'running')`,
  `create index tasks_finished on tasks (finished_at) where state in ('completed', 'delivered')`,
  'create index tasks_by_picture on tasks (picture_id) where picture_id is not null',

  `create table ledger (
    id integer primary key autoincrement,
    kind text not null check (kind in ('reserve', 'settle', 'release', 'adjust')),
    task_id text references tasks (id),
    account_id integer not null references accounts (id),
    guild_id text,
    reserved_delta integer not null,
    spent_delta integer not null,
    pictures_delta integer not null,
    window_at integer not null,
    estimated integer not null check (estimated in (0, 1)),
    cost_text text,
    actor_account_id integer references accounts (id),
    reason text not null,
    created_at integer not null,
    check (kind = 'adjust' or task_id is not null),
    check (kind <> 'reserve' or (reserved_delta >= 0 and spent_delta = 0 and pictures_delta = 0)),
    check (kind <> 'release' or (reserved_delta <= 0 and spent_delta = 0 and pictures_delta = 0)),
    check (kind <> 'settle' or (reserved_delta <= 0 and spent_delta >= 0))
  ) strict`,
  `create unique index ledger_one_reserve on ledger (task_id) where kind = 'reserve'`,
  `create unique index ledger_one_end on ledger (task_id) where kind in ('settle', 'release')`,
  'create index ledger_by_member on ledger (account_id, window_at)',
  `create trigger ledger_is_never_changed before update on ledger begin select raise(abort, 'the ledger is append-only'); end`,
  `create trigger ledger_is_never_shortened before delete on ledger begin select raise(abort, 'the ledger is append-only'); end`,

  `create table rollups (
    scope text not null,
    bucket_at integer not null,
    reserved_micros integer not null check (reserved_micros >= 0),
    spent_micros integer not null,
    pictures integer not null,
    primary key (scope, bucket_at)
  ) strict, without rowid`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
