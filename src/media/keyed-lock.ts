// One at a time for each key: whoever comes later waits for those before.

export type KeyedLock = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** The lock is not reentrant: `work` must not take its own key again. */
export function createKeyedLock(): KeyedLock {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    // What failed is its caller's to handle; the next one only waits for its end.
    const ended = mine.catch(() => undefined);
    last.set(key, ended);
    try {
      return await mine;
    } finally {
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
