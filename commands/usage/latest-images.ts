// What a member drew lately, for moderators: the figures say how much it cost, this says on what.
import type { App } from '../../src/app.ts';
import { formatUsd } from '../../src/billing/money.ts';
import { behindBars } from '../../src/discord/rendering/hidden-prompt.ts';
import { jumpLink } from '../../src/discord/rendering/message-link.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import type { Language } from '../../src/text/text.ts';

const SHOWN = 5;
const PROMPT_SHOWN_MAX = 60;
const DAY_MS = 24 * 3600 * 1000;

/** Lines of text. @param from the first day, which may have begun elsewhere some hours earlier */
export async function latestImages(
  app: App,
  { guildId, accountId, from }: { guildId: string; accountId: number; from: string },
  { t, locale }: Language,
): Promise<string[]> {
  const since = Date.parse(from) - DAY_MS;
  const latest = await app.requests.latestOpen({ guildId, accountId, since, limit: SHOWN });
  if (latest.length === 0) return [];
  const lines = latest.map(({ cost_micros, ...request }) => {
    const words = quote(request.prompt, PROMPT_SHOWN_MAX);
    const link = jumpLink(request);
    const cost = formatUsd(Number(cost_micros ?? 0), locale);
    return `• ${behindBars(link === undefined ? words : `[${words}](<${link}>)`, request)} · ${cost}`;
  });
  return [t('usage.latest'), ...lines];
}
