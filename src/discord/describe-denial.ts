// A denial in words: the rule that stood against it, what was used, what this would cost, and when that changes.
import type { BudgetRuleName } from '../billing/budgets.ts';
import { formatUsd } from '../billing/money.ts';
import type { Denial } from '../tasks/admit.ts';
import { relativeTime } from '../text/figures.ts';
import type { Language } from '../text/text.ts';
import { quote } from './safe-text.ts';

export function describeDenial(denial: Denial, { t, locale }: Language): string {
  if (denial.rule === 'blocked') {
    const until = denial.endsAt === null ? '' : ` ${t('denial.blockedUntil', { when: relativeTime(denial.endsAt) })}`;
    const why = denial.reason === null ? '' : ` ${t('denial.blockedReason', { reason: quote(denial.reason, 300) })}`;
    return `${t('denial.blocked')}${why}${until}`;
  }
  if ('open' in denial) {
    const figures = { count: denial.open, limit: denial.limit };
    return denial.rule === 'member-concurrency'
      ? t('denial.memberConcurrency', figures)
      : t('denial.serverConcurrency', figures);
  }
  const usd = (micros: number) => formatUsd(micros, locale);
  const figures = {
    used: usd(denial.spentMicros),
    reserved: usd(denial.reservedMicros),
    limit: usd(denial.limitMicros),
    cost: usd(denial.costMicros),
    window: t(`windowName.${denial.window}`),
  };
  const resets =
    denial.resetsAt === undefined ? t('denial.never') : t('denial.resets', { when: relativeTime(denial.resetsAt) });
  return `${describeRule(denial.rule, denial.reservedMicros > 0, figures, t)} ${resets}`;
}

function describeRule(
  rule: BudgetRuleName,
  hasReserved: boolean,
  figures: Record<'used' | 'reserved' | 'limit' | 'cost' | 'window', string>,
  t: Language['t'],
): string {
  switch (rule) {
    case 'member':
      return hasReserved ? t('denial.allowanceReserved', figures) : t('denial.allowance', figures);
    case 'host-member':
      return t('denial.member', figures);
    case 'host-server':
      return t('denial.server', figures);
    // What the whole bot has spent is the host's business.
    case 'host':
      return t('denial.host', figures);
  }
}
