// Forgetting who somebody was, once nothing that counts needs it any more. Money and the audit
// trail keep the account, without a name.

import { type Kysely, sql, type Transaction } from 'kysely';
import type { BudgetRules } from '../billing/budgets.ts';
import type { WallMs } from '../clock.ts';
import { dropEndedBlocks, hashBlocks } from '../servers/blocks.store.ts';
import { requestRewrite } from '../servers/rewrite-requests.store.ts';
import type { TaskState } from '../store/request-tables.ts';
import type { Database } from '../store/schema.ts';
import { OPEN_STATES } from '../tasks/requests/task-states.ts';
import { isAvatarAllowed } from './accounts.store.ts';
import { leavingUserId } from './delete-user-content.store.ts';
import { hashUser } from './user-hash.ts';

type Db = Kysely<Database>;
type Trx = Transaction<Database>;

/** What may still be charged, or still has to be shown. */
const UNSETTLED = [...OPEN_STATES, 'completed', 'unconfirmed'] as const satisfies TaskState[];

/**
 * Whether anything still counts towards a window that began at `since`, may still be charged, or
 * has to be removed from Discord.
 */
async function stillCounts(db: Trx, accountId: number, since: number): Promise<boolean> {
  const row = await db
    .selectFrom('requests')
    .innerJoin('tasks', 'tasks.request_id', 'requests.id')
    .select('tasks.id')
    .where('requests.account_id', '=', accountId)
    .where((eb) => eb.or([eb('tasks.admitted_at', '>=', since), eb('tasks.state', 'in', UNSETTLED)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined || (await hasRemovals(db, accountId));
}

/** What they deleted goes, and their name out of reports, before what leads there does. */
async function hasRemovals(db: Trx, accountId: number): Promise<boolean> {
  const row = await db
    .selectFrom('message_removals')
    .innerJoin('requests', 'requests.id', 'message_removals.request_id')
    .select('message_removals.id')
    .where('requests.account_id', '=', accountId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether something holds that never begins anew: a limit, which being forgotten must not be a way
 * out of, or their own word that their avatar is not to be edited.
 */
async function isHeldForGood(db: Trx, accountId: number, { member, hostMember }: BudgetRules): Promise<boolean> {
  if (!(await isAvatarAllowed(db, accountId))) return true;
  const places = await db
    .selectFrom('ledger')
    .select('guild_id')
    .distinct()
    .where('account_id', '=', accountId)
    .execute();
  if (places.length > 0 && (member.window === 'total' || hostMember?.window === 'total')) return true;
  const servers = places.flatMap(({ guild_id }) => guild_id ?? []);
  const rule = await db
    .selectFrom('budgets')
    .select('subject')
    .where((eb) =>
      eb.or([
        eb.and([eb('subject', '=', 'member'), eb('subject_id', '=', String(accountId))]),
        eb.and([
          eb('window', '=', 'total'),
          eb('subject', 'in', ['default', 'role']),
          servers.length > 0 ? eb('guild_id', 'in', servers) : eb.lit(false),
        ]),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return rule !== undefined;
}

export interface ForgetRules {
  /** When the oldest budget window began that something may still count in. */
  since: number;
  budgetRules: BudgetRules;
  now: WallMs;
}

/**
 * From here on nobody can say whose the account was; what holds for good knows them again by a
 * keyed hash. That nothing needs them any more is looked at in the same transaction: a request that
 * begins meanwhile comes before it, and is seen, or after it, and is a stranger's.
 * @returns undefined where they came back or something still counts; otherwise whether they are
 * known again by the hash
 */
export const forgetIdentity = (
  db: Db,
  accountId: number,
  { since, budgetRules, now }: ForgetRules,
): Promise<{ isHeld: boolean } | undefined> =>
  db.transaction().execute(async (trx) => {
    const discordUserId = await leavingUserId(trx, accountId);
    if (discordUserId === undefined || (await stillCounts(trx, accountId, since))) return undefined;
    const isHeld = await isHeldForGood(trx, accountId, budgetRules);
    const hash = await hashUser(trx, discordUserId);
    await dropEndedBlocks(trx, accountId, now);
    await hashBlocks(trx, accountId, hash);
    await trx
      .updateTable('accounts')
      .set({ discord_user_id: null, user_hash: isHeld ? hash : null })
      .where('id', '=', accountId)
      .execute();
    await cutTraces(trx, accountId);
    await takeOutOfTexts(trx, discordUserId, `#${accountId}`);
    await requestRewrite(trx);
    return { isHeld };
  });

/** Messages and channels lead to whoever they answered. */
async function cutTraces(trx: Trx, accountId: number): Promise<void> {
  const own = trx.selectFrom('requests').select('id').where('account_id', '=', accountId);
  await trx.deleteFrom('message_copies').where('request_id', 'in', own).execute();
  await trx.deleteFrom('closed_reports').where('request_id', 'in', own).execute();
  await trx.deleteFrom('feed_copies').where('request_id', 'in', own).execute();
  await trx.deleteFrom('guest_messages').where('request_id', 'in', own).execute();
  await trx.deleteFrom('messages_being_sent').where('request_id', 'in', own).execute();
  await trx.deleteFrom('message_removals').where('request_id', 'in', own).execute();
  await trx.deleteFrom('undelivered_requests').where('account_id', '=', accountId).execute();
  await trx.updateTable('tasks').set({ key: sql`'forgotten:' || id` }).where('request_id', 'in', own).execute();
  await trx
    .updateTable('requests')
    .set({ key: sql`'forgotten:' || id`, channel_id: '', message_id: null })
    .set((eb) => ({
      // Which way it was answered stays, by what does not.
      interaction_token: eb.case().when('interaction_token', 'is', null).then(null).else('').end(),
      source_message_id: eb.case().when('source_message_id', 'is', null).then(null).else('').end(),
    }))
    .where('account_id', '=', accountId)
    .execute();
}

/**
 * What others typed or started from may hold the id: a mention in a reason, the address of an
 * avatar.
 */
async function takeOutOfTexts(trx: Trx, id: string, instead: string): Promise<void> {
  const without = (column: string) => sql<string>`replace(${sql.ref(column)}, ${`<@${id}>`}, ${instead})`;
  const replaced = (column: string) => sql<string>`replace(${without(column)}, ${id}, ${instead})`;
  const holding = `%${id}%`;
  await trx
    .updateTable('blocks')
    .set({ reason: replaced('reason') })
    .where('reason', 'like', holding)
    .execute();
  await trx
    .updateTable('grants')
    .set({ reason: replaced('reason') })
    .where('reason', 'like', holding)
    .execute();
  for (const column of ['target', 'before', 'after', 'facts', 'reason'] as const)
    await trx
      .updateTable('audit')
      .set({ [column]: replaced(column) })
      .where(column, 'like', holding)
      .execute();
  await trx.updateTable('inputs').set({ url: '' }).where('url', 'like', holding).execute();
  await trx.deleteFrom('drafts').where('sources', 'like', holding).execute();
  await trx.deleteFrom('pending_budget_changes').where('change', 'like', holding).execute();
}
