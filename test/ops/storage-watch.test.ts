// Whether the database takes what is to be stored, as health and the log tell it.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../src/ops/log.ts';
import { watchStorage } from '../../src/ops/storage-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('says so from the first attempt that fails to the first that is stored, and logs both', async () => {
  const log = createLog('silent');
  const logged = [vi.spyOn(log, 'error'), vi.spyOn(log, 'info')] as const;
  let isFull = false;
  const watch = await watchStorage(async () => {
    if (isFull) throw new Error('database or disk is full');
  }, log);
  expect(watch.isStoring()).toBe(true);
  isFull = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(watch.isStoring()).toBe(false);
  isFull = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(watch.isStoring()).toBe(true);
  await watch.stop();
  expect(logged.map(({ mock }) => mock.calls.map((call) => call.at(-1)))).toEqual([
    ['nothing can be stored'],
    ['the database takes what is to be stored again'],
  ]);
});
