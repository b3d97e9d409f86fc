// Reports that moderators have dealt with are told from those that are open. Of reports from before, their messages tell.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table showings add column resolved_at integer').execute(db);
}
