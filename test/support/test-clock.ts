// A clock that a test moves: time passes for both of its times, a step moves the wall clock alone.
import type { Clock } from '../../src/clock.ts';

export interface TestClock extends Clock {
  pass(ms: number): void;
  /** Somebody sets the wall clock. */
  step(ms: number): void;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Steps of the wall clock that spans must not notice. */
export const STEPS_MS: readonly number[] = [MINUTE_MS, HOUR_MS, DAY_MS].flatMap((ms) => [ms, -ms]);

export function createTestClock(startMs = Date.UTC(2026, 10, 27, 12)): TestClock {
  let steadyMs = startMs;
  let aheadMs = 0;
  return {
    now: () => steadyMs + aheadMs,
    steadyNow: () => steadyMs,
    pass(ms) {
      steadyMs += ms;
    },
    step(ms) {
      aheadMs += ms;
    },
  };
}

/** Both times stand still. */
export const clockAt = (ms: number): Clock => ({ now: () => ms, steadyNow: () => ms });
