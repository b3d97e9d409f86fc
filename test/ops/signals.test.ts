// Ctrl-C under npm arrives twice: that is one request to stop, and only a later one leaves at once.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLog, type Logger } from '../../src/ops/log.ts';
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

it.each([
  ['SIGTERM', () => Promise.resolve(), 0],
  ['SIGTERM, and not all of it could be stopped', () => Promise.reject(new Error('hangs')), 1],
] as const)('the last line says how it ended: %s', async (reason, stop, exitCode) => {
  const lines: object[] = [];
  const line = (level: string) => (facts: object, msg: string) => void lines.push({ level, msg, ...facts });
  const log = { info: line('info'), warn: line('warn'), error: line('error') } as unknown as Logger; // All that is logged here.
  const ended = new Promise<unknown>((resolve) => {
    vi.spyOn(process, 'exit').mockImplementation((code) => resolve(code) as never); // It never returns; here it must.
  });
  stopOnSignals(log, stop);
  process.emit('SIGTERM', 'SIGTERM');
  expect(await ended).toBe(exitCode);
  expect(lines.at(-1)).toEqual({ level: exitCode === 0 ? 'info' : 'warn', msg: 'stopped', reason, exitCode });
});
