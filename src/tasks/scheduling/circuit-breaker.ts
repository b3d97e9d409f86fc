// Circuit breaker for the provider. While it is open, new requests are rejected immediately; it
// half-opens on a timer.
import type { Clock, SteadyMs, WallMs } from '../../clock.ts';
import { ProviderError, type ProviderErrorKind } from '../../providers/errors.ts';
import type { ImageProvider } from '../../providers/vtrix/client.ts';

/**
 * `closed`: all is well. `open`: nothing paid is asked, nothing new begun. `trying`: its time has
 * come, and one paid call may show whether it works again.
 */
export type CircuitState = 'closed' | 'open' | 'trying';

export interface ProviderCircuit {
  state(): CircuitState;
  /** When it is tried next; undefined while all is well. */
  triesAt(): WallMs | undefined;
  /** The one paid call that may try is on its way. */
  beginTry(): void;
  /**
   * Asks by `check`, an unpaid call of the watched client, where it is time to see whether polls
   * are answered again.
   */
  probe(check: () => Promise<unknown>): Promise<void>;
  /** `provider`, with every answer and failure noted. */
  watch(provider: ImageProvider): ImageProvider;
}

/** So many failures in a row, over at least this long: a hiccup is none of it. */
const FAILURES = 3;
const FAILING_FOR_MS = 5_000;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * A paid call without an answer for this long counts as failed, though it is waited for much
 * longer.
 */
const SILENCE_MS = 30_000;

/**
 * Failures that say nothing of the task or the request, but show that the provider itself did not
 * answer.
 */
const SILENT = new Set(['not-sent', 'answer-lost', 'unavailable', 'malformed', 'not-the-api']);

/** How often a task that does not exist is polled, as a probe, while the circuit is not closed. */
const PROBE_EVERY_MS = 60_000;

export interface CircuitOptions extends Clock {
  onChange(isOpen: boolean): void;
}

/** Paid calls and polls are judged apart: either may fail while the other works. */
export function createProviderCircuit({ now, steadyNow, onChange }: CircuitOptions): ProviderCircuit {
  const paid = createStreak(steadyNow);
  const polls = createStreak(steadyNow);
  let wasOpen = false;
  let probesAt = 0;
  /**
   * The last poll met a 404 that the API did not write, as far as can be told. Another server may
   * answer in its place, or it does not know the task and says so without a body; then only a paid
   * call shows that it works, or nobody would be served any more.
   */
  let isPollUnclear = false;

  const note = (streak: Streak, failed: boolean, kind?: ProviderErrorKind) => {
    if (failed) streak.fail();
    else streak.succeed();
    if (streak === polls) isPollUnclear = kind === 'not-the-api';
    const isOpen = paid.isOpen() || polls.isOpen();
    if (isOpen !== wasOpen) onChange(isOpen);
    wasOpen = isOpen;
  };
  const openStreaks = () => [paid, polls].filter((streak) => streak.isOpen());
  const watched = async <Result>(streak: Streak, call: Promise<Result>): Promise<Result> => {
    let isSilent = false;
    const silence = setTimeout(() => {
      isSilent = true;
      note(streak, true);
    }, SILENCE_MS);
    try {
      const result = await call;
      note(streak, false);
      return result;
    } catch (error) {
      const isFailure = error instanceof ProviderError && SILENT.has(error.kind);
      // What was refused on this side, before anything was sent, says nothing of the provider.
      const isAnswer = error instanceof ProviderError && !isFailure && error.status !== undefined;
      if (isAnswer) note(streak, false);
      else if (isFailure && !isSilent) note(streak, true, error.kind);
      throw error;
    } finally {
      clearTimeout(silence);
    }
  };

  return {
    state() {
      const open = openStreaks();
      if (open.length === 0) return 'closed';
      if (polls.isOpen() && !isPollUnclear) return 'open';
      return open.every((streak) => steadyNow() >= streak.triesAt()) ? 'trying' : 'open';
    },
    triesAt() {
      const open = openStreaks();
      if (open.length === 0) return undefined;
      return now() + Math.max(...open.map((streak) => streak.triesAt())) - steadyNow();
    },
    beginTry() {
      for (const streak of openStreaks()) streak.postpone();
    },
    async probe(check) {
      if (!polls.isOpen() || steadyNow() < Math.max(polls.triesAt(), probesAt)) return;
      // A paid call that may try is not put off by it.
      if (isPollUnclear) probesAt = steadyNow() + PROBE_EVERY_MS;
      else polls.postpone();
      await check().catch(() => undefined);
    },
    watch: (provider) => ({
      ...provider,
      createTask: (task, signal) => watched(paid, provider.createTask(task, signal)),
      getTask: (id, signal) => watched(polls, provider.getTask(id, signal)),
    }),
  };
}

type Streak = ReturnType<typeof createStreak>;

/** Failures in a row of one kind of call. */
function createStreak(now: () => SteadyMs) {
  let failures = 0;
  let since = 0;
  let open = false;
  let triesAt = 0;
  let waitMs = FIRST_WAIT_MS;
  const postpone = () => {
    triesAt = now() + waitMs;
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  };
  return {
    isOpen: () => open,
    triesAt: () => triesAt,
    postpone,
    succeed() {
      failures = 0;
      open = false;
      waitMs = FIRST_WAIT_MS;
    },
    fail() {
      if (failures === 0) since = now();
      failures += 1;
      if (open || failures < FAILURES || now() - since < FAILING_FOR_MS) return;
      open = true;
      postpone();
    },
  };
}
