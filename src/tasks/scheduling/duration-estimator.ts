// Learns how long images take lately, per model, for the time left that people see and for when to
// poll again.
import { type CompletionCurve, createCompletionCurve } from './completion-curve.ts';

export interface DurationEstimator {
  add(model: string, durationMs: number): void;
  /** The duration that `share` (0 to 1) of the recent tasks took at most, in milliseconds. */
  quantileMs(model: string, share: number): number;
  /**
   * How long after its beginning a task that still runs at `elapsedMs` is to be polled next, by
   * time alone.
   * @param slowdown so many times as rarely as usual
   */
  nextPollAtMs(model: string, elapsedMs: number, slowdown?: number): number;
  /** Looks that a task costs while it runs, by the second. */
  pollsPerSecond(model: string): number;
}

/** @param recent observations to begin with, oldest first */
export function createDurationEstimator(
  recent: readonly { model: string; durationMs: number }[] = [],
): DurationEstimator {
  const curves = new Map<string, CompletionCurve>();

  const curveOf = (model: string): CompletionCurve => {
    const curve = curves.get(model) ?? createCompletionCurve();
    curves.set(model, curve);
    return curve;
  };
  const add = (model: string, durationMs: number) => {
    if (durationMs > 0) curveOf(model).add(durationMs);
  };

  for (const { model, durationMs } of recent) add(model, durationMs);

  return {
    add,
    quantileMs: (model, share) => curveOf(model).quantileMs(share),
    nextPollAtMs: (model, elapsedMs, slowdown) => curveOf(model).nextPollAtMs(elapsedMs, slowdown),
    pollsPerSecond: (model) => curveOf(model).pollsPerSecond(),
  };
}
