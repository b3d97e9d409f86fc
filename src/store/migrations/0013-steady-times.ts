// When a task was admitted and ended on the steady timeline, so that its spans do not jump with the wall clock.
import { type Kysely, sql } from 'kysely';

const statements = [
  'alter table tasks add column admitted_steady integer not null default 0',
  'alter table tasks add column finished_steady integer',
  // The timeline begins as the wall clock's time.
  'update tasks set admitted_steady = admitted_at, finished_steady = finished_at',
  'drop index tasks_admitted',
  'drop index tasks_queued',
  `create index tasks_admitted on tasks (admitted_steady) where state = 'admitted'`,
  `create index tasks_queued on tasks (admitted_steady, key) where state = 'queued'`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
