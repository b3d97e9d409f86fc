// A denial in words: the rule that stood against it, what was used, what this would cost, when that changes, and who can help.
import type { BudgetDenial } from '../billing/budgets.ts';
import { formatUsd } from '../billing/money.ts';
import type { Denial } from '../tasks/admit.ts';
import { relativeTime } from '../text/figures.ts';
import type { Language } from '../text/text.ts';
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
    const { open, limit, wanted } = denial;
    const isMember = denial.rule === 'member-concurrency';
    if (wanted > 1)
      return t(isMember ? 'denial.memberConcurrencyWanted' : 'denial.serverConcurrencyWanted', { wanted, open, limit });
    const figures = { count: open, limit };
    return isMember ? t('denial.memberConcurrency', figures) : t('denial.serverConcurrency', figures);
  }
  const resets =
    denial.resetsAt === undefined ? t('denial.never') : t('denial.resets', { when: relativeTime(denial.resetsAt) });
  const helped = denial.rule === 'member' || denial.rule === 'server' ? denial.rule : undefined;
  return [describeRule(denial, { t, locale }), resets, inServer && helped && t(`denial.help.${helped}`)]
    .filter(Boolean)
    .join(' ');
}

function describeRule(denial: BudgetDenial, { t, locale }: Language): string {
  const usd = (micros: number) => formatUsd(micros, locale);
  const { rule, limitPictures, wanted } = denial;
  const figures = {
    count: wanted,
    used: usd(denial.spentMicros),
    reserved: usd(denial.reservedMicros),
    limit: usd(denial.limitMicros),
    cost: usd(denial.costMicros),
    window: t(`windowName.${denial.window}`),
  };
  const picturesLeft = limitPictures === undefined ? undefined : Math.max(0, limitPictures - denial.pictures);
  switch (rule) {
    case 'member':
      if (picturesLeft === 0)
        return t('denial.allowancePictures', { count: limitPictures ?? 0, window: figures.window });
      if (picturesLeft !== undefined && picturesLeft < wanted)
        return t('denial.allowancePicturesLeft', { count: picturesLeft, wanted, window: figures.window });
      return denial.reservedMicros > 0 ? t('denial.allowanceReserved', figures) : t('denial.allowance', figures);
    case 'server':
      if (picturesLeft === 0) return t('denial.serverPictures', { count: limitPictures ?? 0, window: figures.window });
      if (picturesLeft !== undefined && picturesLeft < wanted)
        return t('denial.serverPicturesLeft', { count: picturesLeft, wanted, window: figures.window });
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
