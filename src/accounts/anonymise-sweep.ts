// Periodic job that completes data-deletion requests: images that were still in progress then, and
// identities once their budget windows have ended.

import type { Kysely } from 'kysely';
import type { BudgetRules } from '../billing/budgets.ts';
import type { Clock, WallMs } from '../clock.ts';
import type { Logger } from '../ops/log.ts';
import type { Checkpoints } from '../store/checkpoints.ts';
import type { Compaction } from '../store/compact-database.ts';
import type { Database } from '../store/schema.ts';
import { forgetIdentity } from './anonymise-account.store.ts';
import { accountsToForget, forgetWords, leavingUserId } from './delete-user-content.store.ts';

export interface ForgetContext extends Clock {
  db: Kysely<Database>;
  log: Logger;
  budgetRules: BudgetRules;
  compaction: Compaction;
  checkpoints: Pick<Checkpoints, 'truncate'>;
}

/** How far apart the clocks of two time zones can stand: from UTC−12 to UTC+14. */
const ZONES_APART_MS = 26 * 3600 * 1000;

const EVERY_MS = 6 * 3600 * 1000;

/** Begins at once. What goes wrong is logged, and tried again the next time. */
export function startForgettingPeople(context: ForgetContext): { stop(): void } {
  const forget = () =>
    forgetPeople(context).catch((error: unknown) => context.log.error({ err: error }, 'cleanup failed'));
  void forget();
  const timer = setInterval(() => void forget(), EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

export async function forgetPeople(context: ForgetContext): Promise<void> {
  const { db, log, budgetRules, compaction, checkpoints, now, steadyNow } = context;
  const since = windowsBegan(budgetRules, now());
  for (const accountId of await accountsToForget(db)) {
    try {
      // Whoever came back while others were forgotten keeps what they have made since.
      if ((await leavingUserId(db, accountId)) === undefined) continue;
      await forgetWords(db, accountId, { now, steadyNow });
      const forgotten = await forgetIdentity(db, accountId, { since, budgetRules, now: now() });
      if (forgotten) log.info({ accountId, ...forgotten }, 'account forgotten');
    } catch (error) {
      // One that does not let itself be forgotten must not keep the others.
      log.error({ accountId, err: error }, 'account not forgotten');
    }
  }
  await compaction.run();
  if (!(await checkpoints.truncate())) log.warn('journal not truncated: somebody reads the database all the time');
}

/**
 * Since when something may still count in a window that begins anew: this month's begin, or that of
 * a week that reaches into it, wherever clocks stand.
 */
export function windowsBegan({ calendarOf }: Pick<BudgetRules, 'calendarOf'>, now: WallMs): number {
  const begins = (['week', 'month'] as const).map((window) => calendarOf().span(window, now - ZONES_APART_MS).start);
  return Math.min(...begins) - ZONES_APART_MS;
}
