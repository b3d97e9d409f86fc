// When to look at a running task next: not before an answer is likely, often while it is, rarely once it is late.
import type { DurationEstimator } from './duration-estimator.ts';

const SHORTEST_WAIT_MS = 400;
/** Of a late task's age, how much may pass between looks: what is late by a second is found soon, what is late by hours costs little. */
const LATE_SHARE = 0.1;
const LONGEST_WAIT_MS = 30_000;

/** One early look tells whether the provider reports progress, and lets a bar move soon. */
const FIRST_LOOK_MS = 2_000;

export interface PollSubject {
  model: string;
  /** Milliseconds since the provider took the task. */
  elapsedMs: number;
  /** The provider's own report, 0 to 1. */
  progress?: number | undefined;
  polls: number;
}

/** @returns whole milliseconds until the next look, not counting what the provider's `Retry-After` asks for. */
export const nextPollDelayMs = (subject: PollSubject, durations: DurationEstimator): number =>
  Math.ceil(planDelayMs(subject, durations));

function planDelayMs(subject: PollSubject, durations: DurationEstimator): number {
  const { model, elapsedMs, progress, polls } = subject;
  const early = durations.quantileMs(model, 0.05);
  const typical = durations.quantileMs(model, 0.5);
  const late = durations.quantileMs(model, 0.98);
  if (polls === 0 && elapsedMs < early) return Math.min(early - elapsedMs, FIRST_LOOK_MS);
  if (elapsedMs > Math.max(late * 1.5, late + 10_000)) return Math.min(elapsedMs * LATE_SHARE, LONGEST_WAIT_MS);
  const step = Math.max(SHORTEST_WAIT_MS, typical * 0.09);
  if (progress !== undefined && progress > 0.05 && progress < 1) {
    const left = (elapsedMs * (1 - progress)) / progress;
    return Math.max(SHORTEST_WAIT_MS, Math.min(left * 0.7, step * 2));
  }
  return elapsedMs < early ? Math.max(step, Math.min(early - elapsedMs, step * 2)) : step;
}
