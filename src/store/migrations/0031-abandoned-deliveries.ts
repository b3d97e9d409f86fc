// Tasks that stayed `completed` although nobody shows their requests any more: deleted before they were shown, or given up.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(`
      update tasks set state = 'delivered'
      where state = 'completed' and request_id in (
        select requests.id from requests
        where requests.delivery_due_at is null
          and (requests.deleted_at is not null or requests.delivery_attempts >= 1500)
      )`)
    .execute(db);
}
