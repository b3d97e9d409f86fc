// Messages that are to be removed from Discord, and reports that are to be marked: what is due, how
// each ended, and what may stay where the bot is a guest.
import type { Kysely } from 'kysely';
import type { Clock, SteadyMs } from '../../clock.ts';
import type { GuestMessageRow, MessageRemovalRow } from '../../store/message-tables.ts';
import type { Database } from '../../store/schema.ts';
import { readDeletion } from '../requests/image-deletion.ts';
import type { MessagePlace } from '../requests/shown-messages.ts';
import { closeFoundReport, type ReportPlace, serverOfReport } from './closed-reports.store.ts';
import {
  endGuestToken,
  findGuestMessage,
  forgetGuestMessage,
  guestMessagesLeft,
  takeGuestMessagesLeft,
} from './guest-messages.store.ts';
import { addMessageCopy } from './message-copies.store.ts';
import {
  dueRemovals,
  endRemoval,
  isBeingSearched,
  postponeRemoval,
  queueMarks,
  queueMessages,
  queueOwnMessage,
  userOf,
} from './message-removals.store.ts';
import { clearUnknownOutcome, findUnknownOutcome, type UnknownOutcome } from './messages-being-sent.store.ts';
import { type CopiesToRemove, removeMessageCopies } from './remove-images.store.ts';

/** A report whose id was never noted, and what it is about. */
export interface FoundReport extends ReportPlace {
  /** The one image; undefined where it is about all of them. */
  taskId: string | undefined;
  /** Whether nothing of what it is about is left. */
  isOver: boolean;
}

export interface MessageRemovals {
  /** @param requestId only those of this request. @returns the longest due first */
  due(requestId?: string): Promise<MessageRemovalRow[]>;
  postpone(removal: MessageRemovalRow, dueAt: SteadyMs): Promise<void>;
  /** Its message is gone. */
  endGone(removal: MessageRemovalRow): Promise<void>;
  /**
   * Its message stays, if there is one. Where the bot is a guest, it is known to stay from now on.
   */
  endLeft(removal: MessageRemovalRow): Promise<void>;
  /** Its channel has been searched. */
  endSearched(removal: MessageRemovalRow): Promise<void>;
  /** It is a report, and has been marked, or cannot be. */
  endMarked(removal: MessageRemovalRow): Promise<void>;
  /** A search found a report: it is to be marked with what the search was queued for. */
  markFound(removal: MessageRemovalRow, report: FoundReport): Promise<void>;
  /** The server that a report stands in, as far as that was noted. */
  serverOfReport(messageId: string): Promise<string | undefined>;
  /** @returns undefined where they asked to be forgotten */
  userOf(accountId: number): Promise<string | undefined>;

  /**
   * Queues messages beside a request's own: what they show stays.
   * @returns whether any was still there
   */
  removeMessageCopies(requestId: string, copies: CopiesToRemove): Promise<boolean>;
  /** Queues a request's own message, and one that was made beside it. */
  queueOwn(requestId: string, made?: MessagePlace): Promise<void>;

  /**
   * Whether messages of the request that nobody knows are being looked for in the channel, to be
   * removed.
   */
  isBeingSearched(requestId: string, channelId: string): Promise<boolean>;
  /**
   * What is known of messages there whose ids were never noted.
   * @returns undefined where every outcome is known
   */
  findUnknownOutcome(requestId: string, channelId: string): Promise<UnknownOutcome | undefined>;

  /**
   * A posting where the bot is a guest.
   * @returns undefined for a message in a place that has the bot
   */
  findGuest(messageId: string): Promise<GuestMessageRow | undefined>;
  /** Discord calls its token over. */
  endGuestToken(messageId: string): Promise<void>;
  /** It is gone. */
  forgetGuest(messageId: string): Promise<void>;
  /**
   * Those that were to be removed and that no token reaches any more, to be told of now: nothing
   * tries to remove them any more.
   */
  takeGuestsLeft(requestId: string): Promise<GuestMessageRow[]>;
  /** Whether there are any, which stay to be told of. */
  hasGuestsLeft(requestId: string): Promise<boolean>;
}

export const createMessageRemovals = (db: Kysely<Database>, clock: Clock): MessageRemovals => {
  const { steadyNow } = clock;
  return {
    due: (requestId) => dueRemovals(db, steadyNow(), requestId),
    postpone: (removal, dueAt) => postponeRemoval(db, removal, dueAt),
    async endGone(removal) {
      if (removal.message_id !== null) await forgetGuestMessage(db, removal.message_id);
      await endRemoval(db, removal);
    },
    async endLeft(removal) {
      if (removal.message_id !== null) await endGuestToken(db, removal.message_id);
      await endRemoval(db, removal);
    },
    async endSearched(removal) {
      await clearUnknownOutcome(db, removal.request_id, removal.channel_id);
      await endRemoval(db, removal);
    },
    endMarked: (removal) => endRemoval(db, removal),
    markFound: (removal, report) =>
      db.transaction().execute(async (trx) => {
        if (removal.deletion === null) return;
        const deletion = readDeletion(removal.deletion);
        const { request_id: requestId } = removal;
        const marking = { deletion, now: steadyNow() };
        if (report.isOver) return closeFoundReport(trx, requestId, report, marking);
        await addMessageCopy(trx, requestId, { ...report, kind: 'report', now: clock.now() });
        await queueMarks(trx, requestId, [report], marking);
      }),
    serverOfReport: (messageId) => serverOfReport(db, messageId),
    userOf: (accountId) => userOf(db, accountId),

    removeMessageCopies: (requestId, copies) => removeMessageCopies(db, requestId, copies, steadyNow()),
    queueOwn: (requestId, made) =>
      db.transaction().execute(async (trx) => {
        const now = steadyNow();
        await queueMessages(trx, requestId, made ? [made] : [], now);
        await queueOwnMessage(trx, requestId, now);
      }),

    isBeingSearched: (requestId, channelId) => isBeingSearched(db, requestId, channelId),
    findUnknownOutcome: (requestId, channelId) => findUnknownOutcome(db, requestId, channelId),

    findGuest: (messageId) => findGuestMessage(db, messageId),
    endGuestToken: (messageId) => endGuestToken(db, messageId),
    forgetGuest: (messageId) => forgetGuestMessage(db, messageId),
    takeGuestsLeft: (requestId) => takeGuestMessagesLeft(db, requestId, steadyNow()),
    hasGuestsLeft: async (requestId) => (await guestMessagesLeft(db, requestId, steadyNow())).length > 0,
  };
};
