// Progress edits: at most one under way a message, merged while it is, and never in front of a final edit.

/** Discord lets about five edits of one message through in five seconds; half of that leaves the final edit its room. */
const BETWEEN_EDITS_MS = 2_000;

export interface ProgressEditor {
  /** Shows the newest state soon; calls that come faster than edits may are merged. */
  show(requestId: string): void;
  /** No further progress for this request; resolves once none is on its way, so that a final edit cannot be overtaken. */
  finish(requestId: string): Promise<void>;
  stop(): void;
}

interface Entry {
  underWay?: Promise<void> | undefined;
  timer?: NodeJS.Timeout | undefined;
  lastEditAt: number;
}

/**
 * @param edit brings one message up to date and says whether it goes on moving by itself, as a bar does; must not throw
 */
export function createProgressEditor(edit: (requestId: string) => Promise<boolean>, now: () => number): ProgressEditor {
  const entries = new Map<string, Entry>();
  let stopped = false;

  const start = (requestId: string, entry: Entry) => {
    entry.timer = undefined;
    entry.lastEditAt = now();
    entry.underWay = edit(requestId).then((moves) => {
      entry.underWay = undefined;
      if (moves && !stopped && entries.get(requestId) === entry) {
        entry.timer ??= setTimeout(() => start(requestId, entry), BETWEEN_EDITS_MS);
      }
    });
  };

  return {
    show(requestId) {
      if (stopped) return;
      const entry = entries.get(requestId) ?? { lastEditAt: Number.NEGATIVE_INFINITY };
      entries.set(requestId, entry);
      if (entry.timer) return;
      const waitMs = entry.lastEditAt + BETWEEN_EDITS_MS - now();
      if (waitMs <= 0 && !entry.underWay) start(requestId, entry);
      else entry.timer = setTimeout(() => retryWhenFree(requestId, entry), Math.max(waitMs, 100));
    },
    async finish(requestId) {
      const entry = entries.get(requestId);
      entries.delete(requestId);
      clearTimeout(entry?.timer);
      await entry?.underWay;
    },
    stop() {
      stopped = true;
      for (const { timer } of entries.values()) clearTimeout(timer);
    },
  };

  function retryWhenFree(requestId: string, entry: Entry): void {
    if (entry.underWay) entry.timer = setTimeout(() => retryWhenFree(requestId, entry), 250);
    else start(requestId, entry);
  }
}
