// What the scheduler asks on every round is answered from the open tasks alone, however many have ended.
import { type Kysely, sql } from 'kysely';

const statements = [
  // Its condition was never one that a query has, so it was never used.
  'drop index tasks_open',
  `create index tasks_admitted on tasks (admitted_at) where state = 'admitted'`,
  `create index tasks_queued on tasks (admitted_at, key) where state = 'queued'`,
  `create index tasks_queued_due on tasks (due_at) where state = 'queued'`,
  `create index tasks_submitting on tasks (lease_until) where state = 'submitting'`,
  `create index tasks_running on tasks (due_at) where state = 'running'`,
  'create index inputs_missing on inputs (request_id) where picture_id is null',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
