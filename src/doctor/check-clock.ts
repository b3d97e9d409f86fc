// Whether this machine's clock is right: budgets' windows go by it, and what people read.
import { formatSpan } from '../text/figures.ts';
import { createText } from '../text/text.ts';
import { askDiscord } from './ask-discord.ts';
import { defineCheck } from './check.ts';
import { failure, ok, warning } from './finding.ts';

const NOTICEABLE_MS = 5_000;
/** A token of an interaction lives for fifteen minutes, and links may be as short. */
const HARMFUL_MS = 60_000;

export const checkClock = defineCheck('clock', ['DISCORD_TOKEN', 'DISCORD_API_URL'], async (config) => {
  const { aheadMs } = await askDiscord(config, '/gateway/bot');
  if (aheadMs === undefined)
    return [warning('cannot be compared', 'Discord did not report its time; see the result for Discord above.')];
  const off = Math.abs(aheadMs);
  if (off < NOTICEABLE_MS) return [ok('matches Discord’s')];
  const what = `${formatSpan(off, createText()('en'))} ${aheadMs > 0 ? 'ahead of' : 'behind'} Discord’s`;
  const remedy = 'Synchronise the clock by NTP: on most systems, timedatectl set-ntp true.';
  return [off < HARMFUL_MS ? warning(what, remedy) : failure(what, remedy)];
});
