// A start looks for requests that never had their first answer noted: few, among all that there ever were.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('create index requests_unanswered on requests (id) where acknowledged_at is null').execute(db);
}
