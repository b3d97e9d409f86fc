// Budgets in words: rules, how they stand, and what was granted.
import type { BudgetRule } from '../billing/budget-rule.ts';
import type { ServerRule } from '../billing/budget-rules.store.ts';
import type { BudgetState } from '../billing/budgets.ts';
import type { Grant } from '../billing/grants.store.ts';
import { formatUsd } from '../billing/money.ts';
import { relativeTime } from '../text/figures.ts';
import { joinClauses } from '../text/join-words.ts';
import type { Language } from '../text/text.ts';
import { quote } from './safe-text.ts';

const REASON_SHOWN_MAX = 100;

/** `$5.00 a day, 40 pictures` */
export function describeRule({ limitMicros, window, limitPictures }: BudgetRule, { t, locale }: Language): string {
  const amount = t('budget.amount', { limit: formatUsd(limitMicros, locale), window: t(`window.${window}`) });
  return limitPictures === undefined ? amount : t('budget.amountAndPictures', { amount, count: limitPictures });
}

/** The same, or that there is none. */
export const describeRuleOrNone = (rule: BudgetRule | undefined, language: Language): string =>
  rule ? describeRule(rule, language) : language.t('budget.none');

/** `$1.20 of $5.00 a day used, $0.08 reserved, resets in 5 hours` */
export function describeState(state: BudgetState, language: Language): string {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  const clauses = [
    t('budget.used', { used: usd(state.spentMicros), rule: describeRule(state, language) }),
    state.reservedMicros > 0 && t('budget.reserved', { reserved: usd(state.reservedMicros) }),
    state.limitPictures !== undefined && t('budget.pictures', { count: state.pictures }),
    state.resetsAt !== undefined && t('budget.resets', { when: relativeTime(state.resetsAt) }),
  ].filter((clause) => typeof clause === 'string');
  return joinClauses(clauses, language);
}

export function describeGrant({ amountMicros, leftMicros, reason, expiresAt }: Grant, { t, locale }: Language): string {
  const figures = { left: formatUsd(leftMicros, locale), amount: formatUsd(amountMicros, locale) };
  const words = t('budget.grant', { ...figures, reason: quote(reason, REASON_SHOWN_MAX) });
  return expiresAt === null ? words : `${words} ${t('budget.grantExpires', { when: relativeTime(expiresAt) })}`;
}

/** Whom a rule is for; accounts are named by `userOf`. */
export function describeTarget(
  { subject, subjectId }: Pick<ServerRule, 'subject' | 'subjectId'>,
  userId: string | null,
  { t }: Language,
): string {
  switch (subject) {
    case 'server':
      return t('budget.ofServer');
    case 'default':
      return t('budget.ofDefault');
    case 'role':
      return t('budget.ofRole', { role: subjectId });
    case 'member':
      return userId === null ? t('budget.ofForgotten') : t('budget.ofMember', { member: userId });
  }
}
