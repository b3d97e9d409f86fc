// Telling a member and a server's log channel that a budget is nearly, or wholly, used up. Nice to
// have: a failure is only logged.
import { Routes } from 'discord-api-types/v10';
import type { App } from '../../app.ts';
import type { BudgetState } from '../../billing/budgets.ts';
import { limitOf } from '../../billing/effective-limit.ts';
import { formatUsd } from '../../billing/money.ts';
import type { Notice } from '../../billing/notices.store.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import { formatPercent, relativeTime } from '../../text/figures.ts';
import { joinSentences } from '../../text/join-words.ts';
import type { Language } from '../../text/text.ts';
import { describeSource } from '../rendering/describe-budget.ts';

/** @param tellMember says something to the member alone, by whatever way is open */
export async function announceNotices(
  app: App,
  notices: readonly Notice[],
  { guildId, language }: { guildId: string | null; language: Language },
  tellMember: (words: string) => Promise<void>,
): Promise<void> {
  for (const notice of notices) {
    const words = describeNotice(notice, language);
    try {
      if (notice.state.rule === 'member') await tellMember(words);
      else await tellServer(app, guildId, words);
    } catch (error) {
      app.log.info({ err: error, rule: notice.state.rule }, 'notice not told');
    }
  }
}

async function tellServer({ db, bot }: App, guildId: string | null, content: string): Promise<void> {
  const { log_channel } = await settingsOf(db, guildId);
  if (log_channel === undefined) return;
  await bot.post(Routes.channelMessages(log_channel), { body: { content, allowed_mentions: { parse: [] } } });
}

function describeNotice({ percent, state }: Notice, language: Language): string {
  const { t } = language;
  const figures = {
    percent: formatPercent(percent / 100, language),
    limit: describeLimit(state, language),
    window: t(`windowName.${state.window}`),
    source: describeSource(limitOf(state), language),
  };
  const words = state.rule === 'member' ? t('notice.member', figures) : t('notice.server', figures);
  return state.resetsAt === undefined
    ? words
    : joinSentences([words, t('denial.resets', { when: relativeTime(state.resetsAt) })], language);
}

/** The one that is more used up, of money and images. */
function describeLimit(state: BudgetState, { t, locale }: Language): string {
  const { limitImages, images, spentMicros, reservedMicros, limitMicros } = state;
  const isOfImages = limitImages !== undefined && images * limitMicros > (spentMicros + reservedMicros) * limitImages;
  return isOfImages ? t('notice.images', { count: limitImages }) : formatUsd(limitMicros, locale);
}
