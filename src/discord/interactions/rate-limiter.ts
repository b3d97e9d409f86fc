// Against floods: how much one person may ask of the bot at once, told from memory alone, before
// anything else is done for them.
import type { SteadyMs } from '../../clock.ts';

/** Far beyond what hands can do, and still served within a second. */
const BURST = 250;
const PER_SECOND = 5;
/** People remembered; those who have been quiet for long go first. */
const REMEMBERED = 10_000;

export interface FloodGuard {
  /**
   * Counts one more thing that somebody asks. `first-refusal` is the first of a row: worth a word
   * where words are many.
   */
  check(userId: string): 'allowed' | 'first-refusal' | 'refused';
}

interface Bucket {
  left: number;
  at: SteadyMs;
  refusing: boolean;
}

/** A token bucket a person. */
export function createFloodGuard(now: () => SteadyMs, { burst = BURST, perSecond = PER_SECOND } = {}): FloodGuard {
  const buckets = new Map<string, Bucket>();
  return {
    check(userId) {
      const at = now();
      const known = buckets.get(userId) ?? { left: burst, at, refusing: false };
      const left = Math.min(burst, known.left + ((at - known.at) / 1000) * perSecond);
      const isAllowed = left >= 1;
      // Map keeps the order of insertion: whoever asked last stands last.
      buckets.delete(userId);
      buckets.set(userId, { left: isAllowed ? left - 1 : left, at, refusing: !isAllowed });
      if (buckets.size > REMEMBERED) buckets.delete(buckets.keys().next().value ?? '');
      if (isAllowed) return 'allowed';
      return known.refusing ? 'refused' : 'first-refusal';
    },
  };
}
