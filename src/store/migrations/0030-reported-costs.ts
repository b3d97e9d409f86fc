// What the provider reported that a task cost, before its end here: it may be needed once the provider has forgotten the task.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table tasks add column reported_cost_text text').execute(db);
}
