// Whether the database answers at all.
import { type Kysely, sql } from 'kysely';

export async function databaseAnswers<Tables>(db: Kysely<Tables>): Promise<boolean> {
  await db.selectNoFrom(sql.lit(1).as('one')).execute();
  return true;
}
