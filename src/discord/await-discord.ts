// Waits until Discord can be reached and lets a bot log in, without logging in: asking costs nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { WallMs } from '../clock.ts';
import type { Logger } from '../ops/log.ts';
import { explainLoginFailure, isRefused } from './login-failure.ts';

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;
/** Discord counts logins by the day. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

const gatewayBot = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  shards: z.number(),
  session_start_limit: z.object({ remaining: z.number(), reset_after: z.number() }),
});

interface WaitContext {
  log: Logger;
  now(): WallMs;
  /** Ends the wait. */
  stopping: AbortSignal;
}

/** @throws {AppError} `bad-token` where Discord does not know the token; the signal's reason once it is aborted */
export async function awaitDiscord(rest: REST, { log, now, stopping }: WaitContext): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    try {
      const answer = gatewayBot.safeParse(await rest.get(Routes.gatewayBot(), { signal: stopping }));
      if (!answer.success) throw new Error('what answers does not speak like Discord’s API');
      const { remaining, reset_after: resetAfterMs } = answer.data.session_start_limit;
      if (remaining > 0) return;
      const waitMs = Math.min(Math.max(resetAfterMs, pauseMs), LONGEST_WAIT_MS);
      log.error(
        { waitMs, until: new Date(now() + waitMs).toISOString() },
        'Discord allows no more logins today; waiting',
      );
      await sleep(waitMs, undefined, { signal: stopping });
    } catch (error) {
      stopping.throwIfAborted();
      if (isRefused(error)) throw explainLoginFailure(error);
      log.warn({ why: explainLoginFailure(error).message, tryAgainInMs: pauseMs }, 'waiting for Discord');
      await sleep(pauseMs, undefined, { signal: stopping });
    }
  }
}
