// Notices: who has been told already that a budget is nearly, or wholly, used up in its window.
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table notices (
    scope text not null,
    window_at integer not null,
    percent integer not null,
    primary key (scope, window_at, percent)
  ) strict, without rowid`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
