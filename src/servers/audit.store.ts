// The audit trail: who changed what, when and why. Only ever added to.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import type { AuditRow } from '../store/server-tables.ts';

type Db = Kysely<Database>;

export async function addAudit(db: Db, entry: Omit<AuditRow, 'id'>): Promise<void> {
  await db.insertInto('audit').values(entry).execute();
}

/** @param guildId of one server. @param actions those whose name begins so; all where empty */
export const auditOf = (
  db: Db,
  guildId: string,
  { actions, most, skip }: { actions: string; most: number; skip: number },
): Promise<(AuditRow & { actor_user_id: string | null })[]> =>
  db
    .selectFrom('audit')
    .innerJoin('accounts', 'accounts.id', 'audit.actor_account_id')
    .selectAll('audit')
    .select('accounts.discord_user_id as actor_user_id')
    .where('audit.guild_id', '=', guildId)
    .$if(actions !== '', (query) => query.where('audit.action', 'like', `${actions}%`))
    .orderBy('audit.id', 'desc')
    .limit(most)
    .offset(skip)
    .execute();
