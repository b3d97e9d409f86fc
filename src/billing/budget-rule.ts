// A budget rule: how much may be spent in which window.
import { parseCostMicros } from './money.ts';

export const budgetWindows = ['day', 'week', 'month', 'total'] as const;
export type BudgetWindow = (typeof budgetWindows)[number];

export interface BudgetRule {
  limitMicros: number;
  window: BudgetWindow;
  /** Of images, beside the money. */
  limitImages?: number | undefined;
}

/**
 * @param text `2.00/day`, `20/month`, `100/total`
 * @throws with words fit for whoever wrote it
 */
export function parseBudgetRule(text: string): BudgetRule {
  const [amount = '', name = '', ...rest] = text.split('/').map((part) => part.trim());
  const window = budgetWindows.find((known) => known === name);
  if (!window || rest.length > 0) throw new Error('must look like 2.00/day, with day, week, month or total');
  return { limitMicros: parseCostMicros(amount.replace(/^\$/, '')), window };
}
