// When a task's progress was reported: looks are rare where reports tell the end, and the bar moves on in between.
import { type Kysely, sql } from 'kysely';

const statements = ['alter table tasks add column progress_at integer'];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
