// Usage by day: what reports and charts read, so that a year of a large server is a few thousand rows.
import { type Kysely, sql } from 'kysely';

const statements = [
  // Days are those of the server's time zone when they were counted; '' stands for direct messages and places without the bot.
  `create table usage_days (
    guild_id text not null,
    day text not null check (day glob '????-??-??'),
    account_id integer not null references accounts (id),
    model text not null,
    kind text not null,
    pictures integer not null,
    failures integer not null,
    spent_micros integer not null,
    primary key (guild_id, day, account_id, model, kind)
  ) strict, without rowid`,
  `insert into usage_days (guild_id, day, account_id, model, kind, pictures, failures, spent_micros)
    select coalesce(r.guild_id, ''), date(t.admitted_at / 1000, 'unixepoch'), r.account_id, t.model, r.kind,
      sum(t.state in ('completed', 'delivered')), sum(t.state = 'failed'), sum(coalesce(t.cost_micros, 0))
    from tasks t join requests r on r.id = t.request_id where t.state in ('completed', 'delivered', 'failed')
    group by 1, 2, 3, 4, 5`,
  `create index tasks_unconfirmed on tasks (state) where state = 'unconfirmed'`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
