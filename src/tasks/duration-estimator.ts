// Learns how long pictures take lately, per model, for the time left that people see and for when to look again.

/** How many of the newest durations count, per model. */
const WINDOW = 200;

/** What the vendor's tasks typically take, weighing like a few observations until real ones are there. */
const PRIOR_MS = [5_200, 6_600, 7_900, 9_000, 10_300, 12_300, 15_600];

export interface DurationEstimator {
  add(model: string, durationMs: number): void;
  /** The duration that `share` (0 to 1) of the recent tasks took at most, in milliseconds. */
  quantileMs(model: string, share: number): number;
}

/** @param recent observations to begin with, oldest first */
export function createDurationEstimator(
  recent: readonly { model: string; durationMs: number }[] = [],
): DurationEstimator {
  const observed = new Map<string, number[]>();
  const sorted = new Map<string, number[]>();

  const add = (model: string, durationMs: number) => {
    if (!(durationMs > 0)) return;
    const durations = observed.get(model) ?? [];
    durations.push(durationMs);
    if (durations.length > WINDOW) durations.shift();
    observed.set(model, durations);
    sorted.delete(model);
  };

  const inOrder = (model: string): number[] => {
    const known = sorted.get(model);
    if (known) return known;
    const durations = observed.get(model) ?? [];
    // The prior fades out once there are as many observations as it has values.
    const ordered = (durations.length < PRIOR_MS.length ? [...PRIOR_MS, ...durations] : [...durations]).sort(
      (a, b) => a - b,
    );
    sorted.set(model, ordered);
    return ordered;
  };

  for (const { model, durationMs } of recent) add(model, durationMs);

  return {
    add,
    quantileMs(model, share) {
      const ordered = inOrder(model);
      const position = Math.min(1, Math.max(0, share)) * (ordered.length - 1);
      const below = ordered[Math.floor(position)] ?? 0;
      const above = ordered[Math.ceil(position)] ?? below;
      return below + (above - below) * (position - Math.floor(position));
    },
  };
}
