// A denial in words: the rule that stood against it, what was used, what this would cost, when that changes, and who can help.
import type { BudgetDenial } from '../billing/budgets.ts';
import { formatUsd } from '../billing/money.ts';
import type { Denial } from '../tasks/admit.ts';
import { relativeTime } from '../text/figures.ts';
import type { Language, Translate } from '../text/text.ts';
import { quote } from './safe-text.ts';

const REASON_SHOWN_MAX = 300;

/** @param inServer whether there is somebody who manages the place */
export function describeDenial(denial: Denial, { t, locale }: Language, inServer = false): string {
  if (denial.rule === 'blocked') {
    const { reason, endsAt } = denial;
    return [
      t('denial.blocked'),
      reason !== null && t('denial.blockedReason', { reason: quote(reason, REASON_SHOWN_MAX) }),
      endsAt !== null && t('denial.blockedUntil', { when: relativeTime(endsAt) }),
    ]
      .filter(Boolean)
      .join(' ');
  }
  if ('open' in denial) {
    const figures = { count: denial.open, limit: denial.limit };
    return denial.rule === 'member-concurrency'
      ? t('denial.memberConcurrency', figures)
      : t('denial.serverConcurrency', figures);
  }
  return [describeRule(denial, { t, locale }), describeReset(denial, inServer, t), describeHelp(denial, inServer, t)]
    .filter(Boolean)
    .join(' ');
}

/** The server's managers can help with its own limits and with its members'; with the host's only the host. */
const isServersOwn = ({ rule }: BudgetDenial, inServer: boolean): boolean =>
  inServer && (rule === 'member' || rule === 'server');

function describeReset(denial: BudgetDenial, inServer: boolean, t: Translate): string {
  if (denial.resetsAt !== undefined) return t('denial.resets', { when: relativeTime(denial.resetsAt) });
  return t(isServersOwn(denial, inServer) ? 'denial.never' : 'denial.neverByHost');
}

function describeHelp(denial: BudgetDenial, inServer: boolean, t: Translate): string {
  if (!isServersOwn(denial, inServer)) return '';
  return t(denial.rule === 'server' ? 'denial.help.server' : 'denial.help.member');
}

function describeRule(denial: BudgetDenial, { t, locale }: Language): string {
  const usd = (micros: number) => formatUsd(micros, locale);
  const { rule, limitPictures, pictures, wanted } = denial;
  const window = t(`windowName.${denial.window}`);
  if (limitPictures !== undefined && pictures + wanted > limitPictures && (rule === 'member' || rule === 'server'))
    return t(`denial.${rule}Pictures`, { count: limitPictures, used: pictures, window, wanted });
  const figures = {
    used: usd(denial.spentMicros),
    limit: usd(denial.limitMicros),
    cost: usd(denial.costMicros),
    window,
    held: denial.reservedMicros > 0 ? t('denial.held', { reserved: usd(denial.reservedMicros) }) : '',
  };
  switch (rule) {
    case 'member':
      return t('denial.allowance', figures);
    case 'server':
      return t('denial.serverOwn', figures);
    case 'host-member':
      return t('denial.member', figures);
    case 'host-server':
      return t('denial.server', figures);
    // What the whole bot has spent is the host's business.
    case 'host':
      return t('denial.host', figures);
  }
}
