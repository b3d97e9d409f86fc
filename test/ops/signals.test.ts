// Ctrl-C under npm arrives twice: that is one request to stop, and only a later one leaves at once.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog } from '../../src/ops/log.ts';
import { stopOnSignals } from '../../src/ops/signals.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const signal of SIGNALS) process.removeAllListeners(signal);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('stops once for signals that come together, and leaves at one that comes later', () => {
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never); // It never returns; here it must.
  const stop = vi.fn(() => new Promise<void>(() => undefined));
  stopOnSignals(createLog('silent'), stop);
  process.emit('SIGINT', 'SIGINT');
  process.emit('SIGINT', 'SIGINT');
  expect(exit).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_001);
  process.emit('SIGTERM', 'SIGTERM');
  expect(exit).toHaveBeenCalledExactlyOnceWith(1);
  expect(stop).toHaveBeenCalledOnce();
});
