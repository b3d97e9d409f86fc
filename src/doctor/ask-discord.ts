// One plain question to Discord, asked again only where Discord asks to wait a little, and the
// clock of whoever answered.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { z } from 'zod';
import { wallNow } from '../clock.ts';
import type { Config } from '../config/settings.ts';
import { DiscordLimitError, type RateLimit, readRateLimit } from '../discord/api/rest/rate-limit.ts';

export interface DiscordAnswer {
  /** HTTP's; undefined where nothing that speaks HTTP answered. */
  status: number | undefined;
  body: unknown;
  /**
   * How far our clock is ahead of Discord's, in milliseconds; undefined where it did not tell the
   * time.
   */
  aheadMs: number | undefined;
  /** Why there was no answer. */
  problem?: string;
}

const TIMEOUT_MS = 10_000;
const LIMIT_WAIT_MAX_MS = 30_000;

export interface LimitWait {
  /** What is left for waiting, over all questions. */
  leftMs: number;
  sleep(delayMs: number): Promise<unknown>;
}

/** How long one visit waits because of rate limits, in total. */
export const createLimitWait = (sleep: LimitWait['sleep'] = sleepFor): LimitWait => ({
  leftMs: LIMIT_WAIT_MAX_MS,
  sleep,
});

/** A program's run is one visit. */
const ofThisVisit = createLimitWait();

type Access = Pick<Config, 'DISCORD_API_URL' | 'DISCORD_TOKEN'>;

/**
 * @param path below the API's version, such as `/applications/@me`
 * @throws {DiscordLimitError} where Discord asks to wait for longer than is left of the visit's
 * wait; `defineCheck` makes a warning of it
 */
export async function askDiscord(
  access: Access,
  path: string,
  limitWait: LimitWait = ofThisVisit,
): Promise<DiscordAnswer> {
  for (;;) {
    const { limit, ...answer } = await askOnce(access, path);
    if (!limit) return answer;
    const waitMs = Math.ceil(limit.waitS * 1000);
    if (waitMs > limitWait.leftMs) throw new DiscordLimitError(waitMs, limit.code);
    limitWait.leftMs -= waitMs;
    await limitWait.sleep(waitMs);
  }
}

/** For whoever has something to tell beside the limit. @throws any other error */
export function limitOf(error: unknown): DiscordLimitError {
  if (error instanceof DiscordLimitError) return error;
  throw error;
}

async function askOnce(
  { DISCORD_API_URL, DISCORD_TOKEN }: Access,
  path: string,
): Promise<DiscordAnswer & { limit?: RateLimit }> {
  const askedAt = wallNow();
  try {
    const response = await fetch(`${DISCORD_API_URL}/v10${path}`, {
      headers: {
        authorization: `Bot ${DISCORD_TOKEN.reveal()}`,
        'user-agent': 'DiscordBot (kontext-bot, doctor)',
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body: unknown = await response.json().catch(() => undefined);
    const told = Date.parse(response.headers.get('date') ?? '');
    // The answer was made somewhere between question and now; the header leaves out the fraction of
    // its second.
    const middle = (askedAt + wallNow()) / 2;
    const aheadMs = Number.isNaN(told) ? undefined : middle - (told + 500);
    const { status, headers } = response;
    const answer = { status, body, aheadMs };
    return status === 429
      ? { ...answer, limit: readRateLimit(headers, objectShape.safeParse(body).data, false) }
      : answer;
  } catch (error) {
    return { status: undefined, body: undefined, aheadMs: undefined, problem: reasonOf(error) };
  }
}

const objectShape = z.record(z.string(), z.unknown());
const identity = z.object({ id: z.string() });

/**
 * Who the bot is.
 * @returns undefined where Discord does not say; why not, the check of the application tells
 */
export async function askApplicationId(config: Access): Promise<string | undefined> {
  const { body } = await askDiscord(config, '/applications/@me');
  return identity.safeParse(body).data?.id;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
}
