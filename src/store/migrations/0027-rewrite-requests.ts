// That the file has to be rewritten was known to the process alone, and forgotten with it: where somebody was forgotten, or is about to be, it is requested once more.
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<never>): Promise<void> {
  await sql`insert into settings (guild_id, name, value)
    select '#', 'rewrite_requested', 'before 0027'
    where exists (select 1 from accounts where forget_at is not null or discord_user_id is null)`.execute(db);
}
