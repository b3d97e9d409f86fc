// A ledger entry says how many images it reserves: it no longer follows from its amount, which may be zero.
import { type Kysely, sql } from 'kysely';

const REFUSE_CHANGES = `create trigger ledger_is_never_changed before update on ledger
  begin select raise(abort, 'the ledger is append-only'); end`;

const statements = [
  'alter table ledger add column reserved_pictures_delta integer not null default 0',
  // Entries of before, by the rule that their sums were made with.
  'drop trigger ledger_is_never_changed',
  `update ledger set reserved_pictures_delta =
    case kind when 'reserve' then 1 when 'adjust' then sign(reserved_delta) else -1 end`,
  REFUSE_CHANGES,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
