// How many tasks may be at the provider at once: halved when it answers 429, raised again by one for every full round of successes.

export interface ProviderLimiter {
  /** Tasks that may be submitting or running now. */
  limit(): number;
  onAccepted(): void;
  /** @param atMs several refusals of one burst count once */
  onRateLimited(atMs: number): void;
}

/** Refusals within this span belong to the same burst. */
const BURST_MS = 2_000;

/** @param most the host's `MAX_CONCURRENT` */
export function createProviderLimiter(most: number): ProviderLimiter {
  let current = most;
  let acceptedSinceChange = 0;
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
    onRateLimited(atMs) {
      if (atMs - lastLoweredAt < BURST_MS) return;
      lastLoweredAt = atMs;
      current = Math.max(1, Math.floor(current / 2));
      acceptedSinceChange = 0;
    },
  };
}
