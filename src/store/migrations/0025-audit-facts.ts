// The audit trail keeps what was changed as facts, and no longer as words in the language of whoever changed it. Words that stand there already stay.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table audit add column facts text').execute(db);
}
