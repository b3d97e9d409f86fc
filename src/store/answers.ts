// Whether the database answers at all.
import { type Kysely, sql } from 'kysely';

export async function databaseAnswers<Tables>(db: Kysely<Tables>): Promise<boolean> {
  await sql`select 1`.execute(db);
  return true;
}
