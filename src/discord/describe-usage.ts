// What a member used and has left, in words.

import { formatUsd } from '../billing/money.ts';
import type { Sums } from '../billing/sums.store.ts';
import type { MemberUsage } from '../billing/usage.ts';
import { relativeTime } from '../text/figures.ts';
import type { Language } from '../text/text.ts';
import { describeGrant } from './describe-budget.ts';

/** @param inServer whether the figures are those of a server */
export function describeUsage(usage: MemberUsage, inServer: boolean, language: Language): string {
  const { t, locale } = language;
  const line = (label: string, sums: Sums) =>
    t('figure.labelled', {
      label,
      value: t('usage.row', { count: sums.pictures, cost: formatUsd(sums.spentMicros, locale) }),
    });
  const { sums } = usage;
  return [
    `**${t(inServer ? 'usage.title' : 'usage.titleDirect')}**`,
    line(t('usage.today'), sums.day),
    line(t('usage.week'), sums.week),
    line(t('usage.month'), sums.month),
    line(t('usage.all'), sums.total),
    ...describeStanding(usage, language),
  ].join('\n');
}

/** What is held, what is left, and what else limits or helps. */
export function describeStanding(usage: MemberUsage, { t, locale }: Language): string[] {
  const usd = (micros: number) => formatUsd(micros, locale);
  const { allowance, tighter } = usage;
  const beingDrawn = usage.reservedMicros - usage.unconfirmedMicros;
  const left = {
    left: usd(allowance.leftMicros),
    limit: usd(allowance.limitMicros),
    window: t(`window.${allowance.window}`),
  };
  return [
    beingDrawn > 0 && t('usage.reserved', { cost: usd(beingDrawn) }),
    usage.unconfirmedMicros > 0 && t('usage.unconfirmed', { cost: usd(usage.unconfirmedMicros) }),
    allowance.resetsAt === undefined
      ? t('usage.leftTotal', left)
      : t('usage.left', { ...left, resets: relativeTime(allowance.resetsAt) }),
    ...usage.grants.map((grant) => t('usage.grant', { grant: describeGrant(grant, { t, locale }) })),
    tighter && t('usage.tighter', { left: usd(tighter.leftMicros), rule: t(`usage.rule.${tighter.rule}`) }),
  ].filter((line) => typeof line === 'string');
}
