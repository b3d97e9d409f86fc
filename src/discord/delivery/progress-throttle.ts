// Progress edits: at most one under way a message, merged while it is, never in front of a final
// edit, and never so many that they delay what matters.
import type { SteadyMs } from '../../clock.ts';

/**
 * Discord lets about five edits of one message through in five seconds; half of that leaves the
 * final edit its room.
 */
const BETWEEN_EDITS_MS = 2_000;
/** Of all messages together: where more move than this allows, each moves less often. */
const EDITS_A_SECOND = 50;
/** How long to wait for an edit that is on its way. */
const UNDER_WAY_MS = 250;

export interface ProgressEditor {
  /** Shows the newest state soon; calls that come faster than edits may are merged. */
  show(requestId: string): void;
  /**
   * No further progress for this request; resolves once none is on its way, so that a final edit
   * cannot be overtaken.
   * @returns false where one got no answer, and may arrive all the same
   */
  finish(requestId: string): Promise<boolean>;
  stop(): void;
}

export interface ProgressEdit {
  /** Whether the message goes on moving by itself, as a bar does. */
  moves: boolean;
  /** Whether Discord answered, so that the edit is done or never will be. */
  isAnswered: boolean;
}

interface Entry {
  underWay?: Promise<void> | undefined;
  timer?: NodeJS.Timeout | undefined;
  lastEditAt: number;
  mayArrive: boolean;
}

/**
 * @param edit brings one message up to date; must not throw
 */
export function createProgressEditor(
  edit: (requestId: string) => Promise<ProgressEdit>,
  now: () => SteadyMs,
): ProgressEditor {
  const entries = new Map<string, Entry>();
  let stopped = false;
  let nextTurnAt = 0;

  /** Edits take turns. @returns how long this one waits for its own */
  const takeTurn = (): number => {
    const turnAt = Math.max(now(), nextTurnAt);
    nextTurnAt = turnAt + 1000 / EDITS_A_SECOND;
    return turnAt - now();
  };
  const betweenEditsMs = () => Math.max(BETWEEN_EDITS_MS, (entries.size * 1000) / EDITS_A_SECOND);

  /** Once `waitMs` are over and its last edit has arrived, its turn is waited for. */
  const startSoon = (requestId: string, entry: Entry, waitMs: number) => {
    if (entry.underWay || waitMs > 0) {
      const delayMs = entry.underWay ? Math.max(waitMs, UNDER_WAY_MS) : waitMs;
      entry.timer = setTimeout(() => startSoon(requestId, entry, 0), delayMs);
      return;
    }
    const turnMs = takeTurn();
    if (turnMs <= 0) start(requestId, entry);
    else entry.timer = setTimeout(() => start(requestId, entry), turnMs);
  };

  const start = (requestId: string, entry: Entry) => {
    entry.timer = undefined;
    entry.lastEditAt = now();
    entry.underWay = edit(requestId).then(({ moves, isAnswered }) => {
      entry.mayArrive ||= !isAnswered;
      entry.underWay = undefined;
      const goesOn = moves && !stopped && entries.get(requestId) === entry;
      if (goesOn && !entry.timer) startSoon(requestId, entry, betweenEditsMs());
    });
  };

  return {
    show(requestId) {
      if (stopped) return;
      const entry = entries.get(requestId) ?? { lastEditAt: Number.NEGATIVE_INFINITY, mayArrive: false };
      entries.set(requestId, entry);
      if (entry.timer) return;
      const waitMs = entry.lastEditAt + BETWEEN_EDITS_MS - now();
      startSoon(requestId, entry, waitMs);
    },
    async finish(requestId) {
      const entry = entries.get(requestId);
      entries.delete(requestId);
      clearTimeout(entry?.timer);
      await entry?.underWay;
      return !entry?.mayArrive;
    },
    stop() {
      stopped = true;
      for (const { timer } of entries.values()) clearTimeout(timer);
    },
  };
}
