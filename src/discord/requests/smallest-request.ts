// The smallest request there is, one image of the cheapest model: whether the budgets allow it, and
// so whether asking for less can help.

import { accountOf } from '../../accounts/accounts.store.ts';
import type { App } from '../../app.ts';
import { type BudgetDenial, checkBudgets } from '../../billing/budgets.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Denial } from '../../tasks/lifecycle/admit.ts';

type Means = Pick<App, 'db' | 'now' | 'budgetRules' | 'prices' | 'costs'>;

interface Member {
  accountId: number;
  guildId: string | null;
  roleIds: readonly string[];
}

/** @returns the budget that is used up; undefined where one more image can be paid for */
export async function denialOfSmallest(
  { db, now, budgetRules, prices, costs }: Means,
  { accountId, guildId, roleIds }: Member,
  kind: RequestRow['kind'],
): Promise<BudgetDenial | undefined> {
  const costMicros = Math.min(...prices.models.map((model) => costs.estimateMicros(model, kind)));
  const spender = { accountId, guildId, roleIds, at: now(), rules: budgetRules };
  const verdict = await checkBudgets(db, spender, { costMicros, images: 1 });
  return verdict.allowed ? undefined : verdict.denial;
}

/**
 * Whether fewer images, or those of a cheaper model, could be admitted where `denial` stands
 * against what was asked for.
 */
export async function couldAskForLess(
  means: Means,
  denial: Denial,
  { userId, guildId, roleIds }: Omit<Member, 'accountId'> & { userId: string },
  kind: RequestRow['kind'],
): Promise<boolean> {
  if (denial.rule === 'blocked') return false;
  if ('open' in denial) return denial.open < denial.limit;
  const accountId = await accountOf(means.db, userId, means.now());
  return (await denialOfSmallest(means, { accountId, guildId, roleIds }, kind)) === undefined;
}
