// How long a call to Discord that is stored waits after it failed, before it is made again.
import { RateLimitError } from 'discord.js';
import { backOffMs } from '../../tasks/scheduling/back-off.ts';
import { isPassing, isPlaceClosed, isWithoutCode } from '../api/discord-error.ts';
import { DiscordLimitError } from '../api/rest/rate-limit.ts';

/** A place that is closed is tried this often for an hour, and less often later. */
const CLOSED_RETRY_MS = 5 * 60_000;
const CLOSED_OFTEN_TIMES = 12;
export const CLOSED_LATER_MS = 60 * 60_000;

/**
 * @param attempts that failed before this one
 * @returns milliseconds; undefined for a refusal that no later try changes
 */
export function waitAfter(error: unknown, attempts: number): number | undefined {
  if (error instanceof DiscordLimitError) return backOffMs(attempts + 1, error.waitMs);
  if (error instanceof RateLimitError) return backOffMs(attempts + 1, error.retryAfter);
  if (isPassing(error) || isWithoutCode(error)) return backOffMs(attempts + 1);
  if (!isPlaceClosed(error)) return undefined;
  return attempts < CLOSED_OFTEN_TIMES ? CLOSED_RETRY_MS : CLOSED_LATER_MS;
}
