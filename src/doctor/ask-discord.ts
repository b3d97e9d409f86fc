// One plain question to Discord: no retries, no waiting, and the clock of whoever answered.

import { z } from 'zod';
import { wallNow } from '../clock.ts';
import type { Config } from '../config/settings.ts';

export interface DiscordAnswer {
  /** HTTP's; undefined where nothing that speaks HTTP answered. */
  status: number | undefined;
  body: unknown;
  /** How far our clock is ahead of Discord's, in milliseconds; undefined where it did not tell the time. */
  aheadMs: number | undefined;
  /** Why there was no answer. */
  problem?: string;
}

const PATIENCE_MS = 10_000;

/** @param path below the API's version, such as `/applications/@me` */
export async function askDiscord(
  { DISCORD_API_URL, DISCORD_TOKEN }: Pick<Config, 'DISCORD_API_URL' | 'DISCORD_TOKEN'>,
  path: string,
): Promise<DiscordAnswer> {
  const askedAt = wallNow();
  try {
    const response = await fetch(`${DISCORD_API_URL}/v10${path}`, {
      headers: {
        authorization: `Bot ${DISCORD_TOKEN.reveal()}`,
        'user-agent': 'DiscordBot (kontext-bot, doctor)',
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body: unknown = await response.json().catch(() => undefined);
    const told = Date.parse(response.headers.get('date') ?? '');
    // The answer was made somewhere between question and now; the header leaves out the fraction of its second.
    const middle = (askedAt + wallNow()) / 2;
    return { status: response.status, body, aheadMs: Number.isNaN(told) ? undefined : middle - (told + 500) };
  } catch (error) {
    return { status: undefined, body: undefined, aheadMs: undefined, problem: reasonOf(error) };
  }
}

const identity = z.object({ id: z.string() });

/** Who the bot is. @returns undefined where Discord does not say; why not, the check of the application tells */
export async function askApplicationId(config: Parameters<typeof askDiscord>[0]): Promise<string | undefined> {
  const { body } = await askDiscord(config, '/applications/@me');
  return identity.safeParse(body).data?.id;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause ? String(cause.code) : cause.message;
}
