// How the image API stand-in behaves: its usual manner, what the next tasks do, and faults in front
// of its endpoints.
import type { BrokenAnswer } from '../http/broken-answers.ts';

/** What becomes of one task. */
export interface TaskPlan {
  /** From acceptance to its end, in milliseconds; `Infinity` never ends. */
  durationMs: number;
  outcome: 'completed' | 'failed';
  error: unknown;
  /**
   * How `usage` looks at the end: as documented, with a number, or missing. Failures report none
   * unless asked to.
   */
  usage: 'text' | 'number' | 'absent';
  /** USD; undefined charges the list price for an image, nothing for a failure. */
  cost: string | undefined;
  progress: 'linear' | 'absent' | 'stalling' | 'jumping';
  contentType: 'image' | 'image_url';
  /** How many images the output names. */
  images: number;
  /** What the link leads to. */
  result: 'image' | 'gone' | 'not-an-image' | 'truncated' | 'too-large' | 'other-link';
  /** With `other-link`: the address to name instead. */
  link: string | undefined;
  /** Polls answer 404 after acceptance. */
  forgotten: boolean;
}

/** Something that goes wrong in front of an endpoint, for the next `times` calls. */
export interface Fault {
  on: 'create' | 'poll' | 'result';
  times: number;
  /** Only for tasks whose prompt holds this. */
  about?: string;
  kind: /** Answers so, without doing anything. */
    | { status: number; headers?: Record<string, string>; body?: string }
    /** Closes the connection without having done anything. */
    | 'reset-before'
    /** Does what was asked, then closes the connection without an answer. */
    | 'reset-after'
    /** Does what was asked, and answers brokenly. */
    | BrokenAnswer
    /** Does what was asked, and answers as usual so much later. */
    | { delayMs: number }
    /** Does what was asked, and says so with this status and body. */
    | { does: true; status: number; body: string };
}

export interface Behaviour {
  /** Times are divided by it. */
  speed: number;
  /** Log-normal task times: the median in milliseconds, and sigma. */
  medianMs: number;
  sigma: number;
  /** How long result links work, in milliseconds. */
  linkLifeMs: number;
  /** Tasks accepted a minute; more get 429. */
  ratePerMinute: number;
}

export const usualManner: Behaviour = {
  speed: 1,
  medianMs: 9_000,
  sigma: 0.35,
  linkLifeMs: 10 * 60 * 1000,
  ratePerMinute: 100_000,
};

export const usualPlan: Omit<TaskPlan, 'durationMs'> = {
  outcome: 'completed',
  error: undefined,
  usage: 'text',
  cost: undefined,
  progress: 'linear',
  contentType: 'image',
  images: 1,
  result: 'image',
  link: undefined,
  forgotten: false,
};

/** Log-normal, by the Box–Muller transform. */
export function drawDurationMs(
  { medianMs, sigma, speed }: Pick<Behaviour, 'medianMs' | 'sigma' | 'speed'>,
  random: () => number = Math.random,
): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return (medianMs * Math.exp(sigma * normal)) / speed;
}
