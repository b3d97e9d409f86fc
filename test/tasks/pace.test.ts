// How fast tasks are handed over and looked at: learned, lowered, raised again.
import { describe, expect, it } from 'vitest';
import { createDurationEstimator } from '../../src/tasks/duration-estimator.ts';
import { nextPollDelayMs } from '../../src/tasks/poll-plan.ts';
import { createProviderLimiter } from '../../src/tasks/provider-limiter.ts';

const MODEL = 'flux_kontext_max';

describe('the duration estimator', () => {
  it('starts from what the vendor’s tasks typically take, and believes what it sees', () => {
    const estimator = createDurationEstimator();
    expect(estimator.quantileMs(MODEL, 0.5)).toBe(9_000);
    for (let count = 0; count < 20; count += 1) estimator.add(MODEL, 20_000 + count);
    expect(estimator.quantileMs(MODEL, 0.5)).toBeGreaterThan(20_000);
    expect(estimator.quantileMs('another', 0.5)).toBe(9_000);
  });

  it('forgets what is long past', () => {
    const estimator = createDurationEstimator(
      Array.from({ length: 200 }, () => ({ model: MODEL, durationMs: 60_000 })),
    );
    for (let count = 0; count < 200; count += 1) estimator.add(MODEL, 5_000);
    expect(estimator.quantileMs(MODEL, 1)).toBe(5_000);
  });
});

describe('the poll plan', () => {
  const durations = createDurationEstimator();
  const delay = (elapsedMs: number, polls: number, progress?: number) =>
    nextPollDelayMs({ model: MODEL, elapsedMs, polls, progress }, durations);

  it('speaks of whole milliseconds, which is all that the database takes', () => {
    for (const elapsedMs of [3_333, 61_003, 86_399_999])
      for (const progress of [undefined, 0.07, 0.333])
        expect(Number.isInteger(delay(elapsedMs, 3, progress))).toBe(true);
  });

  it('looks early once, often while an end is likely, and less and less when it is late', () => {
    expect(delay(0, 0)).toBe(2_000);
    expect(delay(9_000, 3)).toBeLessThan(1_000);
    expect(delay(60_000, 30)).toBe(6_000);
    expect(delay(3_600_000, 300)).toBe(30_000);
  });

  it('follows the provider’s progress', () => {
    expect(delay(9_000, 3, 0.95)).toBe(400);
    expect(delay(4_000, 2, 0.2)).toBeGreaterThan(delay(4_000, 2, 0.9));
  });

  it('counts in whole milliseconds, which is all that the database takes', () => {
    for (const progress of [undefined, 0.13, 0.45, 0.97])
      for (const elapsedMs of [0, 1_234, 3_633, 11_111, 77_777])
        expect(Number.isInteger(delay(elapsedMs, 2, progress))).toBe(true);
  });
});

describe('the provider limiter', () => {
  it('halves once for a burst of refusals, never to nothing, and climbs back with successes', () => {
    const limiter = createProviderLimiter(8);
    limiter.onRateLimited(0);
    limiter.onRateLimited(100);
    expect(limiter.limit()).toBe(4);
    for (const at of [5_000, 10_000, 15_000, 20_000]) limiter.onRateLimited(at);
    expect(limiter.limit()).toBe(1);
    for (let count = 0; count < 100; count += 1) limiter.onAccepted();
    expect(limiter.limit()).toBe(8);
  });
});
