// What a member used and has left, in words.

import type { BudgetState } from '../../billing/budgets.ts';
import { limitOf } from '../../billing/effective-limit.ts';
import { formatUsd } from '../../billing/money.ts';
import type { MemberUsage } from '../../billing/usage/usage.ts';
import { relativeTime } from '../../text/figures.ts';
import type { Language } from '../../text/text.ts';
import { describeGrant, describeLeft, describeLimit } from './describe-budget.ts';
import { describeFigures } from './describe-figures.ts';

/** @param inServer whether the figures are those of a server */
export function describeUsage(usage: MemberUsage, inServer: boolean, language: Language): string {
  const { t } = language;
  const line = (label: string, sums: MemberUsage['sums']['day']) =>
    t('figure.labelled', { label, value: describeFigures(sums, language) });
  const { sums } = usage;
  return [
    `**${t(inServer ? 'usage.title' : 'usage.titleDirect')}**`,
    line(t('usage.today'), sums.day),
    line(t('usage.week'), sums.week),
    line(t('usage.month'), sums.month),
    line(t('usage.all'), sums.total),
    ...describeUsageSoFar(usage, { isUnconfirmedTold: false }, language),
  ].join('\n');
}

/**
 * What is held, what is left, and what else limits or helps.
 * @param above whether a report above it tells what may have been charged
 */
export function describeUsageSoFar(
  usage: MemberUsage,
  above: { isUnconfirmedTold: boolean },
  language: Language,
): string[] {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  const inProgress = usage.reservedMicros - usage.unconfirmedMicros;
  return [
    inProgress > 0 && t('usage.reserved', { cost: usd(inProgress) }),
    usage.unconfirmedMicros > 0 &&
      !above.isUnconfirmedTold &&
      t('usage.unconfirmed', { cost: usd(usage.unconfirmedMicros) }),
    describeAllowance(usage.allowance, language),
    ...usage.grants.map((grant) => t('usage.grant', { grant: describeGrant(grant, language) })),
    ...usage.tighter.map((state) => describeTighter(state, language)),
  ].filter((line) => typeof line === 'string');
}

/**
 * A rule that leaves less than the allowance. Of the bot's budget for everyone only that is said:
 * what is left of it is its operator's business.
 */
export function describeTighter(state: BudgetState, language: Language): string {
  const { t } = language;
  if (state.rule === 'host') return t('usage.tighterBot');
  return t('usage.tighter', { left: describeLeft(state, language), rule: t(`usage.rule.${state.rule}`) });
}

/** `$0.88 and 3 images of $2.00 a day and 5 images (server default) left; it resets in 5 hours.` */
export function describeAllowance(allowance: BudgetState, language: Language): string {
  const { t } = language;
  const figures = {
    left: describeLeft(allowance, language),
    limit: describeLimit(limitOf(allowance), language),
  };
  return allowance.resetsAt === undefined
    ? t('usage.leftTotal', figures)
    : t('usage.left', { ...figures, resets: relativeTime(allowance.resetsAt) });
}
