// Sweeps of the image store: what has expired every minute, what an earlier process left at the
// start and every ten, whatever fails.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../../src/ops/log.ts';
import { createImageSweeps } from '../../../src/tasks/lifecycle/image-sweeps.ts';

// Fake timers are those of the global object alone.
vi.mock('node:timers/promises', () => ({
  setTimeout: (ms: number, value: unknown, { signal }: { signal: AbortSignal }) => {
    const { promise, resolve, reject } = Promise.withResolvers();
    setTimeout(resolve, ms, value);
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  },
}));
beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('begins at once, with files that an earlier process left too, and goes on by itself', async () => {
  const removeExpired = vi.fn(async () => 0);
  const removeStrayFiles = vi.fn(async () => 1);
  const sweeps = createImageSweeps({ removeExpired, removeStrayFiles }, createLog('silent'));
  await vi.advanceTimersByTimeAsync(0);
  expect([removeExpired.mock.calls.length, removeStrayFiles.mock.calls.length]).toEqual([1, 1]);
  removeExpired.mockRejectedValueOnce(new Error('the disk is away'));
  await vi.advanceTimersByTimeAsync(9.5 * 60_000);
  expect([removeExpired.mock.calls.length, removeStrayFiles.mock.calls.length]).toEqual([10, 1]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([removeExpired.mock.calls.length, removeStrayFiles.mock.calls.length]).toEqual([11, 2]);
  await sweeps.stop();
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(removeExpired).toHaveBeenCalledTimes(11);
});
