// Editing: input pictures, chains of requests, drafts of modals; what members and servers have switched off, and who is blocked.
import { type Kysely, sql } from 'kysely';

const columns = `id, key, account_id, guild_id, channel_id, kind, prompt, options, locale, created_at, is_private, application_id, interaction_token,
  token_expires_at, upload_limit_bytes, acknowledged_at, message_id, delivery_due_at, delivery_attempts, delivery_rung, delivery_nonce, delivered_at`;

const statements = [
  // SQLite cannot change a check or a column's nullability, so the table is made anew. Its tasks are orphans only until the rows are back.
  'pragma defer_foreign_keys = on',
  'create table requests_before as select * from requests',
  'drop table requests',
  `create table requests (
    id text primary key,
    key text not null unique,
    account_id integer not null references accounts (id),
    guild_id text,
    channel_id text not null,
    kind text not null check (kind in ('imagine', 'edit', 'remix')),
    prompt text not null,
    options text not null,
    locale text not null,
    created_at integer not null,
    is_private integer not null check (is_private in (0, 1)),
    parent_task_id text references tasks (id),
    source_message_id text,
    application_id text not null,
    interaction_token text,
    token_expires_at integer not null,
    upload_limit_bytes integer not null check (upload_limit_bytes > 0),
    acknowledged_at integer,
    message_id text,
    delivery_due_at integer,
    delivery_attempts integer not null default 0,
    delivery_rung text check (delivery_rung in ('token', 'channel-edit', 'channel-message', 'direct-message', 'history')),
    delivery_nonce text,
    delivered_at integer,
    undone_at integer,
    deleted_at integer,
    check (interaction_token is not null or source_message_id is not null)
  ) strict`,
  `insert into requests (${columns}) select ${columns} from requests_before`,
  'drop table requests_before',
  'create index requests_by_member on requests (account_id, created_at)',
  'create index requests_to_deliver on requests (delivery_due_at) where delivery_due_at is not null',
  'create index requests_by_message on requests (message_id) where message_id is not null',
  'create index requests_by_parent on requests (parent_task_id) where parent_task_id is not null',

  `alter table tasks add column cancel_by text check (cancel_by in ('member', 'moderator'))`,

  `create table inputs (
    request_id text not null references requests (id),
    position integer not null check (position between 1 and 4),
    name text not null,
    url text,
    picture_id text,
    primary key (request_id, position),
    check (url is not null or picture_id is not null)
  ) strict, without rowid`,
  'create index inputs_by_picture on inputs (picture_id) where picture_id is not null',

  // Further messages that show a request's picture: what its member posted again.
  `create table showings (
    message_id text primary key,
    request_id text not null references requests (id),
    channel_id text not null,
    created_at integer not null
  ) strict`,
  'create index showings_by_request on showings (request_id)',

  `create table drafts (
    id text primary key,
    account_id integer not null references accounts (id),
    kind text not null check (kind in ('edit', 'remix')),
    parent_task_id text references tasks (id),
    subject_account_id integer references accounts (id),
    is_private integer not null check (is_private in (0, 1)),
    sources text not null,
    fields text not null,
    created_at integer not null,
    expires_at integer not null
  ) strict`,
  'create index drafts_by_end on drafts (expires_at)',

  'alter table accounts add column avatar_allowed integer not null default 1 check (avatar_allowed in (0, 1))',

  `create table settings (
    guild_id text not null,
    name text not null,
    value text not null,
    primary key (guild_id, name)
  ) strict, without rowid`,

  `create table blocks (
    guild_id text not null,
    account_id integer not null references accounts (id),
    reason text,
    actor_account_id integer not null references accounts (id),
    created_at integer not null,
    ends_at integer,
    primary key (guild_id, account_id)
  ) strict, without rowid`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
