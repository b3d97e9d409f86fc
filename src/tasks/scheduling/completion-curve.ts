// When tasks of one model end: a distribution learned from those that ended lately, and when to
// poll so that delay and polls are least.
//
// Looking at a rate n(t) costs ∫ S·n polls a task and finds its end ∫ f / 2n after it happened (S:
// still running after t; f: the density of ends). Delay × polls is least where n is proportional to
// the square root of the hazard f / S; the factor then chooses the mean delay.

/**
 * Times are held on a grid of even steps in the logarithm: from a fifth of a second to a day and a
 * half.
 */
const FIRST_MS = 200;
const STEP = 0.05;
const POINTS = 270;
/**
 * Each end that was seen stands for others near it: a logistic bump of this scale in the logarithm.
 */
const BUMP = 0.075;
/**
 * The newest end weighs this much at least, so that a day unlike the last is learned in a few dozen
 * tasks.
 */
const NEWEST_WEIGHT = 1 / 20;
/**
 * What is assumed of a model nobody has seen yet: the vendor's "5 to 20 seconds", and little
 * certainty. It weighs as much as this many ends.
 */
const PRIOR = { medianMs: 9_000, bump: 0.25, weight: 3 };
/**
 * One in so many takes longer than anything that was learned, by a law without scale: as likely to
 * end within the same time again as not.
 */
const STRAGGLERS = 0.02;

/** Mean delay that is aimed at: what people do not notice, less for what is fast. */
const AIM_MS = 460;
const AIM_SHARE = 0.055;

export interface CompletionCurve {
  /** A task ended that long after it began. */
  add(durationMs: number): void;
  /** The duration that `share` (0 to 1) of the tasks take at most, in milliseconds. */
  quantileMs(share: number): number;
  /**
   * When a task that still runs at `elapsedMs` is to be polled next, in milliseconds after it
   * began.
   * @param slowdown 1, or more where polls must be fewer: so many times as rarely
   */
  nextPollAtMs(elapsedMs: number, slowdown?: number): number;
  /** Polls that a task costs while it runs, by the second. */
  pollsPerSecond(): number;
}

export function createCompletionCurve(): CompletionCurve {
  const times = Float64Array.from({ length: POINTS }, (_, index) => FIRST_MS * Math.exp(index * STEP));
  /** By point: how many still run, and how many end, by logarithm of time. */
  const running = new Float64Array(POINTS);
  const ending = new Float64Array(POINTS);
  let seen = 0;
  /** By point: polls that are due by then. */
  let polls: Float64Array | undefined;
  let pollsPerTask = 0;

  const blend = (durationMs: number, bump: number, weight: number) => {
    const centre = Math.log(durationMs / FIRST_MS);
    for (let index = 0; index < POINTS; index += 1) {
      const ended = 1 / (1 + Math.exp((centre - index * STEP) / bump));
      running[index] = (1 - weight) * at(running, index) + weight * (1 - ended);
      ending[index] = (1 - weight) * at(ending, index) + (weight * ended * (1 - ended)) / bump;
    }
    polls = undefined;
  };
  blend(PRIOR.medianMs, PRIOR.bump, 1);

  const quantileMs = (share: number): number => {
    const left = 1 - Math.min(0.999, Math.max(0.001, share));
    const index = firstIndex(POINTS - 1, (candidate) => at(running, candidate) <= left);
    if (index === 0) return at(times, 0);
    const [before, after] = [at(running, index - 1), at(running, index)];
    return at(times, index - 1) * Math.exp(STEP * ((before - left) / Math.max(before - after, Number.EPSILON)));
  };

  const planPolls = (): Float64Array => {
    const median = quantileMs(0.5);
    const planned = new Float64Array(POINTS);
    let effort = 0;
    for (let index = 0; index < POINTS; index += 1) {
      const time = at(times, index);
      const stragglers = STRAGGLERS * Math.min(1, median / time);
      const left = (1 - STRAGGLERS) * at(running, index) + stragglers;
      const ends = (1 - STRAGGLERS) * at(ending, index) + (time > median ? stragglers : 0);
      effort += Math.sqrt(left * ends * time) * STEP;
      planned[index] = (index === 0 ? 0 : at(planned, index - 1)) + Math.sqrt((ends * time) / left) * STEP;
    }
    const factor = effort / (2 * Math.min(AIM_MS, median * AIM_SHARE));
    pollsPerTask = factor * effort;
    return planned.map((value) => value * factor);
  };

  return {
    quantileMs,
    add(durationMs) {
      seen += 1;
      blend(durationMs, BUMP, Math.max(NEWEST_WEIGHT, 1 / (seen + PRIOR.weight)));
    },
    pollsPerSecond() {
      polls ??= planPolls();
      return (pollsPerTask * 1_000) / quantileMs(0.5);
    },
    nextPollAtMs(elapsedMs, slowdown = 1) {
      polls ??= planPolls();
      const due = polls;
      const position = Math.max(0, Math.log(Math.max(elapsedMs, 1) / FIRST_MS) / STEP);
      const wanted = interpolate(due, position) + slowdown;
      const index = firstIndex(POINTS - 1, (candidate) => at(due, candidate) >= wanted);
      if (index === 0) return at(times, 0);
      const [before, after] = [at(due, index - 1), at(due, index)];
      const share = Math.min(1, Math.max(0, (wanted - before) / Math.max(after - before, Number.EPSILON)));
      return at(times, index - 1) * Math.exp(STEP * share);
    },
  };
}

/** Typed arrays answer undefined outside their bounds alone, which no caller leaves. */
const at = (values: Float64Array, index: number): number => values[index] ?? 0;

function interpolate(values: Float64Array, position: number): number {
  const index = Math.min(Math.floor(position), POINTS - 2);
  return at(values, index) + (at(values, index + 1) - at(values, index)) * (position - index);
}

/**
 * The first index for which `isEnough` holds, as it does for all after it; `last` where it holds
 * for none.
 */
function firstIndex(last: number, isEnough: (index: number) => boolean): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
