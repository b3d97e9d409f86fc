// Copies for moderators that wait to be posted: each is claimed before it is made, and tried until
// it stands in the feed.
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs, WallMs } from '../../clock.ts';
import type { FeedCopyRow } from '../../store/message-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { Posting } from '../requests/shown-messages.ts';
import {
  claimFeedCopy,
  confirmFeedCopy,
  dueFeedCopies,
  endFeedCopy,
  markFeedCopyUnknown,
  postponeFeedCopy,
  releaseFeedCopies,
} from './feed-copies.store.ts';
import { confirmPosting, withdrawPosting } from './message-copies.store.ts';

export interface FeedQueue {
  /** @param requestId only those of this request. @returns the longest due first */
  due(requestId?: string): Promise<FeedCopyRow[]>;
  /**
   * @returns the row as it is claimed; undefined where somebody else has claimed it, or it was
   * queued anew
   */
  claim(row: FeedCopyRow): Promise<FeedCopyRow | undefined>;
  /** Claims of an earlier run are void. */
  release(now: SteadyMs): Promise<void>;
  /** From when on it may stand in the feed; null once Discord has refused it. */
  markUnknown(row: FeedCopyRow, since: WallMs | null): Promise<void>;
  postpone(row: FeedCopyRow, dueAt: SteadyMs): Promise<void>;
  /** It stands in the feed, or never will. What was queued anew meanwhile stays. */
  end(row: FeedCopyRow): Promise<void>;

  /**
   * The posting of a claimed copy shows its image.
   * @returns the row as it is now; undefined where it is not claimed any more
   */
  confirmPosting(row: FeedCopyRow, posting: Pick<Posting, 'task' | 'place'>): Promise<FeedCopyRow | undefined>;
  /**
   * The posting does not show its image: removing its message, and what was copied of it, is
   * queued.
   */
  withdrawPosting(posting: Pick<Posting, 'task' | 'place'>): Promise<void>;
}

export const createFeedQueue = (db: Kysely<Database>, { now, steadyNow }: Clock): FeedQueue => ({
  due: (requestId) => dueFeedCopies(db, steadyNow(), requestId),
  claim: (row) => claimFeedCopy(db, row, steadyNow()),
  release: (at) => releaseFeedCopies(db, at),
  markUnknown: (row, since) => markFeedCopyUnknown(db, row, since),
  postpone: (row, dueAt) => postponeFeedCopy(db, row, dueAt),
  end: (row) => endFeedCopy(db, row),

  async confirmPosting(row, posting) {
    await confirmPosting(db, { ...posting, isPublic: true }, now());
    return confirmFeedCopy(db, row);
  },
  withdrawPosting: (posting) => withdrawPosting(db, posting, steadyNow()),
});
