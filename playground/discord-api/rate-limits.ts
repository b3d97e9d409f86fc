// Rate limits as Discord sends them: a bucket a route and its main id, 50 calls a second in all for
// the bot's token, headers on every answer.

interface Bucket {
  used: number;
  resetsAt: number;
}

export interface RateVerdict {
  headers: Record<string, string>;
  /** Set where the call is refused: seconds to wait, and whether the global limit was met. */
  refused?: { retryAfter: number; global: boolean };
}

export interface BucketRule {
  limit: number;
  perMs: number;
}

const GLOBAL: BucketRule = { limit: 50, perMs: 1_000 };

export function createRateLimits(now: () => number) {
  const buckets = new Map<string, Bucket>();

  const use = (key: string, { limit, perMs }: BucketRule) => {
    const known = buckets.get(key);
    const bucket = known && known.resetsAt > now() ? known : { used: 0, resetsAt: now() + perMs };
    bucket.used += 1;
    buckets.set(key, bucket);
    const isRefused = bucket.used > limit;
    if (isRefused) bucket.used -= 1;
    return { bucket, isRefused, remaining: limit - bucket.used };
  };

  return {
    /**
     * @param holder what the limit counts for: a channel, a token.
     * @param countsGlobally calls with the bot's token do
     */
    check(route: string, holder: string, rule: BucketRule, countsGlobally: boolean): RateVerdict {
      const key = `${route}/${holder}`;
      const { bucket, isRefused, remaining } = use(key, rule);
      const resetAfter = (bucket.resetsAt - now()) / 1000;
      const headers = {
        'x-ratelimit-limit': String(rule.limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': (bucket.resetsAt / 1000).toFixed(3),
        'x-ratelimit-reset-after': resetAfter.toFixed(3),
        'x-ratelimit-bucket': Buffer.from(route).toString('hex').slice(-32),
      };
      if (isRefused) {
        const refusal = { 'retry-after': String(Math.ceil(resetAfter)), 'x-ratelimit-scope': 'user' };
        return { headers: { ...headers, ...refusal }, refused: { retryAfter: resetAfter, global: false } };
      }
      const overall = countsGlobally ? use('global', GLOBAL) : undefined;
      if (!overall?.isRefused) return { headers };
      const retryAfter = (overall.bucket.resetsAt - now()) / 1000;
      const refusal = {
        'retry-after': String(Math.ceil(retryAfter)),
        'x-ratelimit-global': 'true',
        'x-ratelimit-scope': 'global',
      };
      return { headers: { ...headers, ...refusal }, refused: { retryAfter, global: true } };
    },
  };
}

export type RateLimits = ReturnType<typeof createRateLimits>;
