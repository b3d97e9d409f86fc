// The bar: true to the provider's reports, and moving on between them.
import { expect, it } from 'vitest';
import { estimateProgress } from '../../src/discord/rendering/render-progress.ts';
import { createDurationEstimator } from '../../src/tasks/scheduling/duration-estimator.ts';

const durations = createDurationEstimator();
const estimate = (elapsedMs: number, progress: number | null, reportedAfterMs = 0) =>
  estimateProgress(
    {
      model: 'flux_kontext_max',
      running_at: 1_000,
      progress,
      progress_at: progress === null ? null : 1_000 + reportedAfterMs,
    },
    elapsedMs,
    durations,
  );

it('goes by time alone where nothing is reported, and never to the end', () => {
  expect(estimate(2_000, null).share).toBeLessThan(estimate(4_000, null).share);
  expect(estimate(60_000, null).share).toBeLessThan(1);
});

it('stands at what was just reported, and goes on at that speed until the next report', () => {
  expect(estimate(5_000, 0.5, 5_000)).toEqual({ share: 0.5, leftMs: 5_000 });
  const { share, leftMs } = estimate(8_000, 0.5, 5_000);
  expect(share).toBeCloseTo(0.8);
  expect(leftMs).toBeCloseTo(2_000);
  expect(estimate(20_000, 0.5, 5_000).share).toBe(0.99);
});
