// Budgets in words: rules, how they stand, and what was granted.
import type { BudgetRule } from '../../billing/budget-rule.ts';
import type { ServerRule } from '../../billing/budget-rules.store.ts';
import { type BudgetState, imagesLeft } from '../../billing/budgets.ts';
import { type EffectiveLimit, limitOf } from '../../billing/effective-limit.ts';
import type { Grant } from '../../billing/grants.store.ts';
import type { lowerLimits } from '../../billing/lower-limits.ts';
import { formatUsd } from '../../billing/money.ts';
import { relativeTime } from '../../text/figures.ts';
import { joinClauses } from '../../text/join-words.ts';
import type { Language } from '../../text/text.ts';
import { quote } from './safe-text.ts';

const REASON_SHOWN_MAX = 100;

/** `$5.00 a day and 40 images` */
export function describeRule({ limitMicros, window, limitImages }: BudgetRule, { t, locale }: Language): string {
  const amount = t('budget.amount', { limit: formatUsd(limitMicros, locale), window: t(`window.${window}`) });
  return limitImages === undefined ? amount : t('budget.amountAndImages', { amount, count: limitImages });
}

/**
 * `$5.00 a day and 40 images (server default)`: the limit that applies, and who set it. Of a server
 * it may be that there is none.
 */
export function describeLimit(
  limit: (BudgetRule & Pick<EffectiveLimit, 'source' | 'roleId'>) | undefined,
  language: Language,
): string {
  const { t } = language;
  if (!limit) return t('budget.none');
  return t('budget.limit', { rule: describeRule(limit, language), source: describeSource(limit, language) });
}

/** `server default`: who set a limit. */
export function describeSource({ source, roleId }: Pick<EffectiveLimit, 'source' | 'roleId'>, { t }: Language): string {
  const role = roleId === undefined ? '' : t('budget.ofRole', { role: roleId });
  return t(`budget.from.${source}`, { role });
}

/**
 * `$50.00 a day (server limit) and $5.00 a week (bot limit for each server)`: the limit, and those
 * that leave less. The bot's budget for everyone is not among them: its figures are its operator's
 * business.
 */
export function describeLimits(limit: EffectiveLimit | undefined, language: Language): string {
  const tighter = limit?.tighter.filter(({ rule }) => rule !== 'host').map((state) => limitOf(state)) ?? [];
  const limits = [limit, ...tighter].map((each) => describeLimit(each, language));
  return new Intl.ListFormat(language.locale).format(limits);
}

/**
 * `Also limited by $2.50 a day (server limit).`; nothing where no other limit may stop somebody
 * first.
 */
export function describeLower(lower: ReturnType<typeof lowerLimits>, language: Language): string[] {
  if (lower.length === 0) return [];
  const limits = lower.map((limit) => describeLimit(limit, language));
  return [language.t('budget.alsoLimited', { limits: new Intl.ListFormat(language.locale).format(limits) })];
}

/** `$3.72 and 28 images`: what a rule leaves. */
export function describeLeft(state: BudgetState, { t, locale }: Language): string {
  const money = formatUsd(state.leftMicros, locale);
  const count = imagesLeft(state);
  return count === undefined ? money : t('budget.moneyAndImages', { money, count });
}

/** `$1.20 used, $0.08 reserved, $3.72 and 28 images left, resets in 5 hours` */
export function describeFigures(state: BudgetState, language: Language): string {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  const clauses = [
    t('budget.used', { used: usd(state.spentMicros) }),
    state.reservedMicros > 0 && t('budget.reserved', { reserved: usd(state.reservedMicros) }),
    t('budget.left', { left: describeLeft(state, language) }),
    state.resetsAt !== undefined && t('budget.resets', { when: relativeTime(state.resetsAt) }),
  ].filter((clause) => typeof clause === 'string');
  return joinClauses(clauses, language);
}

/**
 * `$5.00 a day (server limit) · $1.20 used, $3.80 left, resets in 5 hours`
 * @param limit in words
 */
export const describeState = (state: BudgetState, limit: string, language: Language): string =>
  `${limit} · ${describeFigures(state, language)}`;

/**
 * `$5.00 a day (server limit) · $1.20 used, …`, or the limit alone where each member has one of
 * their own.
 */
export function describeLimitAndState(limit: EffectiveLimit | undefined, language: Language): string {
  const words = describeLimit(limit, language);
  if (limit?.state) return describeState(limit.state, words, language);
  return limit?.resetsAt === undefined
    ? words
    : joinClauses([words, language.t('budget.resets', { when: relativeTime(limit.resetsAt) })], language);
}

/** `$0.14 of $0.20 left (a fine idea) · expires in 7 days` */
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
