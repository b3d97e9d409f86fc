// Waits until Discord can be reached and lets a bot log in, without logging in: asking costs
// nothing.
import { setTimeout as sleep } from 'node:timers/promises';
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Logger } from '../../ops/log.ts';
import { explainLoginFailure, isRefused } from './login-failure.ts';
import { loginWaitMs, sessionStartLimit } from './login-limit.ts';

const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;

const gatewayBot = z.object({
  url: z.url({ protocol: /^wss?$/ }),
  shards: z.number(),
  session_start_limit: sessionStartLimit,
});

interface WaitContext {
  log: Logger;
  /**
   * Hardly any of the day's logins are left, so that the next comes after so long; undefined once
   * that is over.
   */
  loginsHeld(waitMs: number | undefined): void;
  /** Ends the wait. */
  stopping: AbortSignal;
}

/**
 * @throws {AppError} `bad-token` where Discord does not know the token; the signal's reason once it
 * is aborted
 */
export async function awaitDiscord(rest: REST, { log, loginsHeld, stopping }: WaitContext): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const pauseMs = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    try {
      const answer = gatewayBot.safeParse(await rest.get(Routes.gatewayBot(), { signal: stopping }));
      if (!answer.success) throw new Error('what answers does not speak like Discord’s API');
      const loginMs = loginWaitMs(answer.data.session_start_limit);
      loginsHeld(loginMs > 0 ? Math.max(loginMs, pauseMs) : undefined);
      if (loginMs === 0) return;
      await sleep(Math.max(loginMs, pauseMs), undefined, { signal: stopping });
    } catch (error) {
      stopping.throwIfAborted();
      if (isRefused(error)) throw explainLoginFailure(error);
      log.warn({ why: explainLoginFailure(error).message, tryAgainInMs: pauseMs }, 'waiting for Discord');
      await sleep(pauseMs, undefined, { signal: stopping });
    }
  }
}
