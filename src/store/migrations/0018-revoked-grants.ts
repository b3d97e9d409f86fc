// Grants can be revoked.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw('alter table grants add column revoked_at integer').execute(db);
}
