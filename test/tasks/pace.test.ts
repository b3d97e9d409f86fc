// How fast tasks are and are handed over: learned, lowered, raised again.
import { describe, expect, it } from 'vitest';
import { createProviderLimiter } from '../../src/tasks/scheduling/concurrency-limiter.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';

const MODEL = 'flux_kontext_max';

describe('the duration estimator', () => {
  it('starts from what the vendor’s tasks typically take, and believes what it sees', () => {
    const estimator = createDurationEstimator();
    expect(estimator.quantileMs(MODEL, 0.5)).toBeCloseTo(9_000, -2);
    for (let count = 0; count < 20; count += 1) estimator.add(MODEL, 20_000 + count);
    expect(estimator.quantileMs(MODEL, 0.5)).toBeGreaterThan(19_000);
    expect(estimator.quantileMs('another', 0.5)).toBeCloseTo(9_000, -2);
  });

  it('forgets what is long past', () => {
    const estimator = createDurationEstimator(
      Array.from({ length: 200 }, () => ({ model: MODEL, durationMs: 60_000 })),
    );
    for (let count = 0; count < 100; count += 1) estimator.add(MODEL, 5_000);
    expect(estimator.quantileMs(MODEL, 0.95)).toBeLessThan(7_000);
  });

  it('tells shares apart, in order', () => {
    const estimator = createDurationEstimator();
    for (let count = 0; count < 60; count += 1) estimator.add(MODEL, count % 2 === 0 ? 5_000 : 15_000);
    const [early = 0, middle = 0, late = 0] = [0.25, 0.5, 0.75].map((share) => estimator.quantileMs(MODEL, share));
    expect(early).toBeCloseTo(5_000, -3);
    expect(middle).toBeGreaterThan(early);
    expect(late).toBeCloseTo(15_000, -3);
  });
});

describe('the provider limiter', () => {
  it('halves once for a burst of refusals, never to nothing, and climbs back with successes', () => {
    let now = 0;
    const limiter = createProviderLimiter(8, () => now);
    limiter.onRateLimited();
    now = 100;
    limiter.onRateLimited();
    expect(limiter.limit()).toBe(4);
    for (now of [5_000, 10_000, 15_000, 20_000]) limiter.onRateLimited();
    expect(limiter.limit()).toBe(1);
    for (let count = 0; count < 100; count += 1) limiter.onAccepted();
    expect(limiter.limit()).toBe(8);
  });
});
