// Everything that is known of somebody, for themselves.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';

/**
 * Rows as they are stored, but for what is somebody else's or a key to something.
 * @returns times in milliseconds since 1970, money in micro-dollars
 */
export async function exportOf(db: Kysely<Database>, accountId: number): Promise<Record<string, unknown>> {
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'discord_user_id', 'created_at', 'avatar_allowed', 'forget_at'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  const requests = await db
    .selectFrom('requests')
    .select(['id', 'guild_id', 'channel_id', 'message_id', 'kind', 'prompt', 'options', 'locale', 'member_locale'])
    .select(['created_at', 'is_private', 'deleted_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  const tasks = await db
    .selectFrom('tasks')
    .innerJoin('requests', 'requests.id', 'tasks.request_id')
    .select(['tasks.id', 'request_id', 'state', 'model', 'params', 'seed', 'admitted_at', 'finished_at'])
    .select(['failure', 'failure_detail', 'image_id', 'cost_micros'])
    .where('requests.account_id', '=', accountId)
    .orderBy('tasks.admitted_at')
    .execute();
  const inputs = await db
    .selectFrom('inputs')
    .innerJoin('requests', 'requests.id', 'inputs.request_id')
    .select(['inputs.request_id', 'position', 'name', 'image_id'])
    .where('requests.account_id', '=', accountId)
    .execute();
  const ledger = await db
    .selectFrom('ledger')
    .select(['kind', 'task_id', 'guild_id', 'reserved_delta', 'spent_delta', 'reason', 'created_at'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
  const grants = await db
    .selectFrom('grants')
    .select(['guild_id', 'amount_micros', 'reason', 'created_at', 'expires_at', 'revoked_at'])
    .where('account_id', '=', accountId)
    .execute();
  const pendingBudgetChanges = await db
    .selectFrom('pending_budget_changes')
    .select(['guild_id', 'change', 'created_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .execute();
  const blocks = await db
    .selectFrom('blocks')
    .select(['guild_id', 'reason', 'created_at', 'ends_at'])
    .where('account_id', '=', accountId)
    .execute();
  const drafts = await db
    .selectFrom('drafts')
    .select(['kind', 'fields', 'refusal', 'created_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .execute();
  const pendingDeletions = await db
    .selectFrom('pending_deletions')
    .select(['image_id', 'created_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .execute();
  const presets = await db
    .selectFrom('presets')
    .select(['guild_id', 'name', 'prompt', 'options', 'created_at'])
    .where('account_id', '=', accountId)
    .execute();
  const budgets = await db
    .selectFrom('budgets')
    .select(['guild_id', 'limit_micros', 'limit_images', 'window', 'changed_at'])
    .where('subject', '=', 'member')
    .where('subject_id', '=', String(accountId))
    .execute();
  return {
    account,
    requests,
    tasks,
    inputs,
    drafts,
    pendingDeletions,
    presets,
    ledger,
    budgets,
    grants,
    pendingBudgetChanges,
    blocks,
    ...(await trailOf(db, accountId)),
  };
}

/** What they changed, and what others changed about them: by whom is the others' own. */
async function trailOf(db: Kysely<Database>, accountId: number) {
  const entries = db
    .selectFrom('audit')
    .select(['guild_id', 'action', 'target', 'before', 'after', 'facts', 'reason', 'created_at'])
    .orderBy('id');
  return {
    done: await entries.where('actor_account_id', '=', accountId).execute(),
    undergone: await entries
      .where('target', '=', `member:${accountId}`)
      .where('actor_account_id', '<>', accountId)
      .execute(),
  };
}
