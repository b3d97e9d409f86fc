// How long Discord asks to wait by a 429, and which waits discord.js is spared: it waits for any
// time, and sends the same call again without end.

/** Discord allows the call later, too late to keep its caller waiting. */
export class DiscordLimitError extends Error {
  override name = 'DiscordLimitError';
  readonly status = 429;
  readonly waitMs: number;
  /** Discord's own error code, such as 20028; undefined where it named none. */
  readonly code: number | undefined;

  constructor(waitMs: number, code: number | undefined) {
    const suffix = code === undefined ? '' : `, code ${code}`;
    super(`Discord asks to wait for ${Math.round(waitMs / 1000)} seconds (429${suffix})`);
    this.waitMs = waitMs;
    this.code = code;
  }
}

export interface RateLimit {
  /** How long discord.js is to wait before it sends the call again, in seconds. */
  waitS: number;
  code: number | undefined;
}

/**
 * Discord's edge, which answers without `Retry-After`, blocks the whole address where it is asked
 * again soon.
 */
const UNTOLD_WAIT_S = 60;
/** A first answer is of no use after three seconds. */
const FIRST_ANSWER_WAIT_S = 1;
/** A timer that is set for longer than 24 days ends at once, and a wait of nothing is none. */
const [SHORTEST_WAIT_S, LONGEST_WAIT_S] = [0.25, 24 * 3_600];

/**
 * The header may say a second where the body says twenty minutes: the longer one counts.
 * @param body undefined where it is no JSON object
 */
export function readRateLimit(
  headers: Headers,
  body: Readonly<Record<string, unknown>> | undefined,
  isFirstAnswer: boolean,
): RateLimit {
  const told = [Number(headers.get('retry-after') ?? ''), Number(body?.retry_after)].filter(
    (seconds) => seconds > 0 && Number.isFinite(seconds),
  );
  const untoldS = isFirstAnswer ? FIRST_ANSWER_WAIT_S : UNTOLD_WAIT_S;
  const waitS = told.length > 0 ? Math.max(...told) : untoldS;
  const code = typeof body?.code === 'number' && body.code !== 0 ? body.code : undefined;
  return { waitS: Math.min(Math.max(waitS, SHORTEST_WAIT_S), LONGEST_WAIT_S), code };
}

/** Callers of their own have something better to do than to wait longer than this. */
const CALLER_WAITS_MAX_S = 61;
/** Codes such as 30046 come as a 429 again and again: after so many in a row the caller is told. */
const MOST_IN_A_ROW = 3;
const CALLS_REMEMBERED = 1_000;
/** What is not sent again soon after its wait is another call, or another caller's. */
const FORGOTTEN_AFTER_MS = 500;

/**
 * @returns a judge of the 429s to each call, known by its method and address; it throws
 * `DiscordLimitError` where waiting helps nobody
 */
export function createLimitJudge(now = () => performance.now()): {
  judge(call: string, limit: RateLimit): void;
  clear(call: string): void;
} {
  const inARow = new Map<string, { times: number; until: number }>();
  return {
    judge(call, { waitS, code }) {
      const before = inARow.get(call);
      const times = before !== undefined && now() <= before.until ? before.times + 1 : 1;
      inARow.delete(call);
      if (waitS > CALLER_WAITS_MAX_S || times > MOST_IN_A_ROW) throw new DiscordLimitError(waitS * 1000, code);
      inARow.set(call, { times, until: now() + waitS * 1000 + FORGOTTEN_AFTER_MS });
      // Map keeps the order of insertion: the oldest comes first.
      if (inARow.size > CALLS_REMEMBERED) inARow.delete(inARow.keys().next().value ?? '');
    },
    clear: (call) => void inARow.delete(call),
  };
}
