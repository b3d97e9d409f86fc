// Usage tells apart what failed and was charged all the same: without that, what an image costs on average comes out too high.
import { type Kysely, sql } from 'kysely';

const FIGURES = ['images', 'failures', 'charged_failures', 'spent_micros', 'failed_micros'] as const;

/** Adds a row of usage_days, or takes it away. */
const count = (row: 'new' | 'old') => {
  const sign = row === 'new' ? '' : '-';
  return `insert into usage_sums (guild_id, day, model, kind, ${FIGURES.join(', ')})
    values (${row}.guild_id, ${row}.day, ${row}.model, ${row}.kind, ${FIGURES.map((figure) => `${sign}${row}.${figure}`).join(', ')})
    on conflict (guild_id, day, model, kind) do update set ${FIGURES.map((figure) => `${figure} = ${figure} + excluded.${figure}`).join(', ')};`;
};

const CHARGED_FAILURE = `kind = 'settle' and images_delta = 0 and spent_delta > 0`;

const SHAPE = [
  ...['usage_days', 'usage_sums'].flatMap((table) => [
    `alter table ${table} add column charged_failures integer not null default 0`,
    `alter table ${table} add column failed_micros integer not null default 0`,
  ]),
  ...['insert', 'update', 'delete'].map((change) => `drop trigger usage_is_summed_on_${change}`),
  `create trigger usage_is_summed_on_insert after insert on usage_days begin ${count('new')} end`,
  `create trigger usage_is_summed_on_update after update on usage_days begin ${count('old')} ${count('new')} end`,
  `create trigger usage_is_summed_on_delete after delete on usage_days begin ${count('old')} end`,
  'drop index usage_days_of_member',
  `create index usage_days_of_member on usage_days (guild_id, account_id, day, ${FIGURES.join(', ')})`,
  `create index ledger_of_charged_failures on ledger (account_id, guild_id, window_at) where ${CHARGED_FAILURE}`,
];

interface ChargedFailure {
  guild_id: string;
  account_id: number;
  model: string;
  kind: string;
  micros: number;
  /** In UTC. */
  day: string;
}

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of SHAPE) await sql.raw(statement).execute(db);
  const { rows } = await sql
    .raw<ChargedFailure>(`select coalesce(l.guild_id, '') as guild_id, l.account_id, t.model, r.kind, l.spent_delta as micros,
        date(l.window_at / 1000, 'unixepoch') as day
      from (select * from ledger where ${CHARGED_FAILURE} and reach <> 'host') l
        join tasks t on t.id = l.task_id join requests r on r.id = t.request_id
      order by l.id`)
    .execute(db);
  for (const row of rows) await countFailure(db, row);
}

/** In which time zone a day was counted was not noted: of those that can be meant, the closest one that fits. */
const countFailure = (db: Kysely<never>, { guild_id, account_id, model, kind, micros, day }: ChargedFailure) =>
  sql`update usage_days set charged_failures = charged_failures + 1, failed_micros = failed_micros + ${micros}
    where guild_id = ${guild_id} and account_id = ${account_id} and model = ${model} and kind = ${kind} and day = (
      select day from usage_days
      where guild_id = ${guild_id} and account_id = ${account_id} and model = ${model} and kind = ${kind}
        and day between date(${day}, '-1 day') and date(${day}, '+1 day')
        and failures > charged_failures and spent_micros >= failed_micros + ${micros}
      order by abs(julianday(day) - julianday(${day})), day
      limit 1
    )`.execute(db);
