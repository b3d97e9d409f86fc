// How new sessions fit into the 1,000 logins of a day, after which Discord resets the token: how
// far apart they come, and how many are left alone.
import { z } from 'zod';

/** So many are left for whoever mends things. */
const MARGIN = 50;
const LEAST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 24 * 60 * 60_000;
/** Logins that may follow one another freely; each that lies `MAX_GAP_MS` back counts no more. */
const FREE_LOGINS = 5;
const FIRST_GAP_MS = 1_000;
/** A day has 720 of these. */
const MAX_GAP_MS = 2 * 60_000;

/** As `/gateway/bot` tells it; milliseconds. */
export const sessionStartLimit = z.object({ remaining: z.number(), reset_after: z.number() });

/** @returns how long to wait before the next login, in milliseconds; 0 where enough are left */
export const loginWaitMs = ({ remaining, reset_after }: z.output<typeof sessionStartLimit>): number =>
  remaining >= MARGIN ? 0 : Math.min(Math.max(reset_after, LEAST_WAIT_MS), LONGEST_WAIT_MS);

export interface LoginPace {
  /** @returns how long to wait before a new session is begun, in milliseconds */
  nextPauseMs(): number;
  /** Whether so many followed one another that Discord has to be asked how many are left. */
  isCrowded(): boolean;
  /** A session is begun: an IDENTIFY is sent. */
  loggedIn(): void;
}

/** @param now a monotonic clock in milliseconds */
export function createLoginPace(now = () => performance.now()): LoginPace {
  let lastAt = now();
  let atLast = 0;
  const recentLogins = () => Math.max(0, atLast - (now() - lastAt) / MAX_GAP_MS);
  return {
    nextPauseMs() {
      if (recentLogins() < FREE_LOGINS) return 0;
      const gap = Math.min(MAX_GAP_MS, FIRST_GAP_MS * 2 ** (recentLogins() - FREE_LOGINS));
      return Math.max(0, Math.round(lastAt + gap - now()));
    },
    isCrowded: () => recentLogins() >= FREE_LOGINS - 1,
    loggedIn() {
      atLast = recentLogins() + 1;
      lastAt = now();
    },
  };
}
