// Being forgotten: who has asked for it, and blocks that hold although their account's identity is gone.
import { type Kysely, sql } from 'kysely';

const statements = [
  'alter table accounts add column forget_at integer',
  'create index accounts_to_forget on accounts (forget_at) where forget_at is not null',
  'alter table blocks add column user_hash text',
  'create index blocks_by_hash on blocks (user_hash) where user_hash is not null',
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
