// The sweep that keeps promises of being forgotten: what was still being drawn then, and identities once their windows have ended.
import type { Kysely } from 'kysely';
import type { BudgetRules } from '../billing/budgets.ts';
import type { Logger } from '../ops/log.ts';
import type { Database } from '../store/schema.ts';
import { accountsToForget, forgetIdentity, forgetWords, stillCounts } from './forget.store.ts';

export interface ForgetContext {
  db: Kysely<Database>;
  log: Logger;
  budgetRules: BudgetRules;
  now(): number;
}

export async function forgetPeople({ db, log, budgetRules, now }: ForgetContext): Promise<void> {
  // The longest window that begins anew. In other time zones it began at most a day earlier.
  const { start } = budgetRules.calendarOf().span('month', now());
  const since = start - 24 * 3600 * 1000;
  for (const { id, discord_user_id } of await accountsToForget(db)) {
    await forgetWords(db, id, now());
    if (discord_user_id === null || (await stillCounts(db, id, since))) continue;
    await forgetIdentity(db, id, discord_user_id);
    log.info({ accountId: id }, 'account forgotten');
  }
}
