// What commands and Discord read and note about requests beside what the task service does: made
// once, and handed down.
import type { Kysely } from 'kysely';
import { accountOf } from '../../accounts/accounts.store.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../store/schema.ts';
import { createDeliveryState, type DeliveryState } from '../messages/delivery-state.ts';
import { createFeedQueue, type FeedQueue } from '../messages/feed-queue.ts';
import { createMessageNotes, type MessageNotes } from '../messages/message-notes.ts';
import { createMessageRemovals, type MessageRemovals } from '../messages/message-removals.ts';
import { createPendingDeletions, type PendingDeletions } from '../messages/pending-deletions.ts';
import { createUndeliveredResults, type UndeliveredResults } from '../messages/undelivered-results.ts';
import { createFormDrafts, type FormDrafts } from '../requests/form-drafts.ts';
import { createQueueReader, type QueueReader } from '../scheduling/queue-reader.ts';
import { createRequestReader, type RequestReader } from './request-reader.ts';

/** For whoever shows results and for commands. */
export interface MessageRecords {
  requests: RequestReader;
  messages: MessageNotes;
  removals: MessageRemovals;
  undelivered: UndeliveredResults;
  queue: QueueReader;
}

/** For delivery alone: these change requests, which commands do by the task service. */
export interface DeliveryRecords extends MessageRecords {
  deliveries: DeliveryState;
  feed: FeedQueue;
}

/** For commands alone. */
export interface CommandRecords extends MessageRecords {
  drafts: FormDrafts;
  pendingDeletions: PendingDeletions;
}

export const createTaskRecords = (db: Kysely<Database>, clock: Clock): DeliveryRecords & CommandRecords => ({
  requests: createRequestReader(db),
  messages: createMessageNotes(db, clock),
  removals: createMessageRemovals(db, clock),
  undelivered: createUndeliveredResults(db, clock),
  queue: createQueueReader(db),
  deliveries: createDeliveryState(db, clock),
  feed: createFeedQueue(db, clock),
  drafts: createFormDrafts(db, clock, accountOf),
  pendingDeletions: createPendingDeletions(db, clock, accountOf),
});
