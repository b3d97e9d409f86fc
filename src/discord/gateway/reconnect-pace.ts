// How long to wait before the gateway is connected again: the library waits half a second however
// often it failed, and each new session costs one of 1,000 a day.

export interface ReconnectPace {
  /** An attempt is about to be made. @returns how long to wait before it, in milliseconds */
  nextPauseMs(): number;
  /** Events come in. */
  connected(): void;
}

/** A first loss is mostly a routine one: nobody shall wait for that. */
const FREE_ATTEMPTS = 2;
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;
/** A connection that lasts less does not count as one that works. */
const LASTING_MS = 60_000;

/** @param now a monotonic clock in milliseconds. @param random 0 to 1 */
export function createReconnectPace(now = () => performance.now(), random = Math.random): ReconnectPace {
  let attempts = 0;
  let connectedAt: number | undefined;
  return {
    nextPauseMs() {
      if (connectedAt !== undefined && now() - connectedAt >= LASTING_MS) attempts = 1;
      connectedAt = undefined;
      attempts += 1;
      if (attempts <= FREE_ATTEMPTS) return 0;
      const full = Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempts - FREE_ATTEMPTS - 1));
      // Not all at once after an outage of Discord's.
      return Math.round(full * (0.75 + random() / 4));
    },
    connected() {
      connectedAt = now();
    },
  };
}
