// What ended lately is found by the steady timeline, on which lately stays lately.
import { type Kysely, sql } from 'kysely';

const statements = [
  'drop index tasks_finished',
  'drop index tasks_gone_wrong',
  `create index tasks_finished on tasks (finished_steady) where state in ('completed', 'delivered')`,
  `create index tasks_gone_wrong on tasks (finished_steady) where state in ('failed', 'unconfirmed')`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
