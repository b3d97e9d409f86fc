// Usage by day of all members together, kept by the database itself: a year of a large server is then a thousand rows instead of ninety thousand.
import { type Kysely, sql } from 'kysely';

const FIGURES = ['pictures', 'failures', 'spent_micros'] as const;

/** Adds a row of usage_days, or takes it away. */
const count = (row: 'new' | 'old') => {
  const sign = row === 'new' ? '' : '-';
  return `insert into usage_sums (guild_id, day, model, kind, ${FIGURES.join(', ')})
    values (${row}.guild_id, ${row}.day, ${row}.model, ${row}.kind, ${FIGURES.map((figure) => `${sign}${row}.${figure}`).join(', ')})
    on conflict (guild_id, day, model, kind) do update set ${FIGURES.map((figure) => `${figure} = ${figure} + excluded.${figure}`).join(', ')};`;
};

const statements = [
  `create table usage_sums (
    guild_id text not null,
    day text not null,
    model text not null,
    kind text not null,
    pictures integer not null,
    failures integer not null,
    spent_micros integer not null,
    primary key (guild_id, day, model, kind)
  ) strict, without rowid`,
  `insert into usage_sums select guild_id, day, model, kind, sum(pictures), sum(failures), sum(spent_micros) from usage_days group by 1, 2, 3, 4`,
  // A member's days without those of all, with all that is asked of them.
  'create index usage_days_of_member on usage_days (guild_id, account_id, day, pictures, failures, spent_micros)',
  `create trigger usage_is_summed_on_insert after insert on usage_days begin ${count('new')} end`,
  `create trigger usage_is_summed_on_update after update on usage_days begin ${count('old')} ${count('new')} end`,
  `create trigger usage_is_summed_on_delete after delete on usage_days begin ${count('old')} end`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
