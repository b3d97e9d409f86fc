// The audit trail: who changed what, when and why. Only ever added to.
import type { Kysely } from 'kysely';
import type { WallMs } from '../clock.ts';
import type { Database } from '../store/schema.ts';
import type { AuditRow } from '../store/server-tables.ts';
import { type AuditFacts, writeFacts } from './audit-facts.ts';

type Db = Kysely<Database>;

/** What can be done to a server and its members, by kinds. */
export const auditActions = [
  'budget.set',
  'budget.clear',
  'budget.grant',
  'budget.revoke',
  'settings.set',
  'member.block',
  'member.unblock',
  'result.cancel',
  'result.charge',
  'result.delete',
  'words.add',
  'words.remove',
  'preset.save',
  'preset.delete',
] as const;
type AuditAction = (typeof auditActions)[number];

export interface NewAuditEntry
  extends Pick<AuditRow, 'guild_id' | 'actor_account_id' | 'target' | 'reason' | 'created_at'> {
  action: AuditAction;
  /** What is the same in every language. */
  before?: string | null;
  after?: string | null;
  /** What is told in words. */
  facts?: AuditFacts;
}

export async function addAudit(db: Db, { before = null, after = null, facts, ...entry }: NewAuditEntry): Promise<void> {
  const values = { ...entry, before, after, facts: facts === undefined ? null : writeFacts(facts) };
  await db.insertInto('audit').values(values).execute();
}

export interface AuditFilter {
  /** Those whose name begins so; all where empty. */
  actions: string;
  /** What this account did, or what was done to it. */
  accountId?: number | undefined;
  /** Together with what was changed for all servers. */
  withEverywhere?: boolean;
  limit: number;
  skip: number;
}

/** Of one server, newest first. */
export const auditOf = (
  db: Db,
  guildId: string,
  { actions, accountId, withEverywhere = false, limit, skip }: AuditFilter,
): Promise<(AuditRow & { actor_user_id: string | null })[]> =>
  db
    .selectFrom('audit')
    .innerJoin('accounts', 'accounts.id', 'audit.actor_account_id')
    .selectAll('audit')
    .select('accounts.discord_user_id as actor_user_id')
    .where((eb) => {
      const here = eb('audit.guild_id', '=', guildId);
      return withEverywhere ? eb.or([here, eb('audit.guild_id', 'is', null)]) : here;
    })
    .$if(actions !== '', (query) => query.where('audit.action', 'like', `${actions}%`))
    .$if(accountId !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('audit.actor_account_id', '=', accountId ?? 0), eb('audit.target', '=', `member:${accountId}`)]),
      ),
    )
    .orderBy('audit.id', 'desc')
    .limit(limit)
    .offset(skip)
    .execute();

/**
 * Which moderator of a server deleted an image last.
 * @param ids what the trail calls it: its request's id, or its task's
 */
export async function lastDeletion(
  db: Db,
  guildId: string,
  ids: readonly string[],
): Promise<{ userId: string | null; at: WallMs } | undefined> {
  return db
    .selectFrom('audit')
    .innerJoin('accounts', 'accounts.id', 'audit.actor_account_id')
    .select(['accounts.discord_user_id as userId', 'audit.created_at as at'])
    .where('audit.guild_id', '=', guildId)
    .where('audit.action', '=', 'result.delete')
    .where('audit.before', 'in', ids)
    .orderBy('audit.id', 'desc')
    .executeTakeFirst();
}
