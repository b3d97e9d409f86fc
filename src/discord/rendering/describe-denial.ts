// A denial in words: the rule that stood against it, what was used, what this would cost, when that
// changes, and who can help.
import type { BudgetDenial } from '../../billing/budgets.ts';
import { limitOf } from '../../billing/effective-limit.ts';
import { formatUsd } from '../../billing/money.ts';
import type { Denial } from '../../tasks/lifecycle/admit.ts';
import { relativeTime } from '../../text/figures.ts';
import { joinSentences } from '../../text/join-words.ts';
import type { Language, Translate } from '../../text/text.ts';
import { describeSource } from './describe-budget.ts';
import { quote } from './safe-text.ts';

const REASON_SHOWN_MAX = 300;

/** @param inServer whether there is somebody who manages the place */
export function describeDenial(denial: Denial, language: Language, inServer = false): string {
  const { t, locale } = language;
  if (denial.rule === 'blocked') {
    const { reason, endsAt } = denial;
    const sentences = [
      t('denial.blocked'),
      ...(reason === null ? [] : [t('denial.blockedReason', { reason: quote(reason, REASON_SHOWN_MAX) })]),
      ...(endsAt === null ? [] : [t('denial.blockedUntil', { when: relativeTime(endsAt) })]),
    ];
    return joinSentences(sentences, { locale });
  }
  if ('open' in denial) {
    const { open, limit, wanted } = denial;
    const isMember = denial.rule === 'member-concurrency';
    if (wanted > 1)
      return t(isMember ? 'denial.memberConcurrencyWanted' : 'denial.serverConcurrencyWanted', { wanted, open, limit });
    const figures = { count: open, limit };
    return isMember ? t('denial.memberConcurrency', figures) : t('denial.serverConcurrency', figures);
  }
  const sentences = [
    describeDeniedRule(denial, language),
    describeReserved(denial, language),
    describeReset(denial, inServer, t),
    describeHelp(denial, inServer, t),
  ];
  return joinSentences(
    sentences.filter((sentence) => sentence !== ''),
    { locale },
  );
}

/**
 * The server's managers can help with its own limits and with its members'; with the operator's
 * only the operator.
 */
const isServersOwn = ({ rule }: BudgetDenial, inServer: boolean): boolean =>
  inServer && (rule === 'member' || rule === 'server');

function describeReset(denial: BudgetDenial, inServer: boolean, t: Translate): string {
  if (denial.resetsAt !== undefined) {
    const when = relativeTime(denial.resetsAt);
    return isAlwaysTooSmall(denial) ? t('denial.resetsInVain', { when }) : t('denial.resets', { when });
  }
  return t(isServersOwn(denial, inServer) ? 'denial.never' : 'denial.neverByHost');
}

/**
 * Whether a new window would not hold what is asked for either. The figures of the bot's budget for
 * everyone are its operator's business.
 */
const isAlwaysTooSmall = ({ rule, costMicros, limitMicros, wanted, limitImages = wanted }: BudgetDenial): boolean =>
  rule !== 'host' && (costMicros > limitMicros || wanted > limitImages);

function describeHelp(denial: BudgetDenial, inServer: boolean, t: Translate): string {
  if (!isServersOwn(denial, inServer)) return '';
  return t(denial.rule === 'server' ? 'denial.help.server' : 'denial.help.member');
}

/** Whether images are what it lacks, and not money. */
const lacksImages = ({ rule, limitImages, images, wanted }: BudgetDenial): boolean =>
  limitImages !== undefined && images + wanted > limitImages && (rule === 'member' || rule === 'server');

function describeDeniedRule(denial: BudgetDenial, language: Language): string {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  const { rule, limitImages = 0, images, wanted } = denial;
  const window = t(`windowName.${denial.window}`);
  const source = describeSource(limitOf(denial), language);
  if (lacksImages(denial)) {
    const figures = { count: limitImages, used: images, window, wanted, source };
    return rule === 'member' ? t('denial.memberImages', figures) : t('denial.serverImages', figures);
  }
  // What the whole bot has spent is the operator's business, and no part of its words.
  return t(`denial.rule.${rule}`, {
    count: wanted,
    used: usd(denial.spentMicros),
    limit: usd(denial.limitMicros),
    cost: usd(denial.costMicros),
    window,
    source,
  });
}

function describeReserved(denial: BudgetDenial, { t, locale }: Language): string {
  if (denial.reservedMicros === 0 || denial.rule === 'host' || lacksImages(denial)) return '';
  return t('denial.held', { reserved: formatUsd(denial.reservedMicros, locale) });
}
