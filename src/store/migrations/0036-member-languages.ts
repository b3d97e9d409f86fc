// The language that a request's member reads, for what is told to them alone when it has ended.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table requests add column member_locale text').execute(db);
}
