// How many tasks may be at the provider at once: halved when it answers 429, raised again by one
// for every full round of successes.
import type { SteadyMs } from '../../clock.ts';

export interface ProviderLimiter {
  /** Tasks that may be submitting or running now. */
  limit(): number;
  onAccepted(): void;
  /**
   * Several refusals of one burst count once.
   * @param askedMs how long the provider asks to wait
   */
  onRateLimited(askedMs?: number): void;
  /**
   * For how many more milliseconds nothing may be submitted, since the provider asked to wait; 0
   * where something may.
   */
  restMs(): number;
}

/** Refusals within this span belong to the same burst. */
const BURST_MS = 2_000;
/**
 * However little or much the provider asks for: it is tried again at last, by what waits for its
 * turn.
 */
const [SHORTEST_REST_MS, LONGEST_REST_MS] = [1_000, 60_000];

/**
 * @param most the operator's `MAX_CONCURRENT`
 */
export function createProviderLimiter(most: number, now: () => SteadyMs): ProviderLimiter {
  let current = most;
  let acceptedSinceChange = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let lastLoweredAt = Number.NEGATIVE_INFINITY;
  return {
    limit: () => current,
    onAccepted() {
      if (current >= most) return;
      acceptedSinceChange += 1;
      if (acceptedSinceChange < current) return;
      current += 1;
      acceptedSinceChange = 0;
    },
    onRateLimited(askedMs = 0) {
      const atMs = now();
      const restMs = Math.min(Math.max(askedMs, SHORTEST_REST_MS), LONGEST_REST_MS);
      restsUntil = Math.max(restsUntil, atMs + restMs);
      if (atMs - lastLoweredAt < BURST_MS) return;
      lastLoweredAt = atMs;
      current = Math.max(1, Math.floor(current / 2));
      acceptedSinceChange = 0;
    },
    restMs: () => Math.max(Math.ceil(restsUntil - now()), 0),
  };
}
