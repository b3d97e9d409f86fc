// The limits beside one for each of several members that may stop somebody before it does. How they
// stand is not looked at.
import type { BudgetRule, BudgetWindow } from './budget-rule.ts';
import type { ServerRule } from './budget-rules.store.ts';
import type { BudgetRules } from './budgets.ts';
import type { LimitSource } from './effective-limit.ts';

/** A limit in total comes to its end however little each day takes. */
const DAYS: Readonly<Record<BudgetWindow, number>> = {
  day: 1,
  week: 7,
  month: 30,
  total: Number.POSITIVE_INFINITY,
};

/**
 * The bot's budget for everyone is not among them: its figures are its operator's business.
 * @param own what each member may use
 * @param ofServer the rules that the server has set
 */
export function lowerLimits(
  own: BudgetRule,
  ofServer: readonly ServerRule[],
  { hostServer, hostMember }: Pick<BudgetRules, 'hostServer' | 'hostMember'>,
): (BudgetRule & { source: LimitSource })[] {
  const limits: [LimitSource, BudgetRule | undefined][] = [
    ['server', ofServer.find(({ subject }) => subject === 'server')],
    ['host-server', hostServer],
    ['host-member', hostMember],
  ];
  return limits.flatMap(([source, rule]) => {
    if (!rule || !mayStopBefore(rule, own)) return [];
    const { limitMicros, limitImages, window } = rule;
    return [{ limitMicros, limitImages, window, source }];
  });
}

/** Within one window of `own`, or because that begins anew before `other` does. */
function mayStopBefore(other: BudgetRule, own: BudgetRule): boolean {
  const windows = Math.max(1, DAYS[other.window] / DAYS[own.window] || 1);
  const images = ({ limitImages = Number.POSITIVE_INFINITY }: BudgetRule) => limitImages;
  return other.limitMicros < own.limitMicros * windows || images(other) < images(own) * windows;
}
