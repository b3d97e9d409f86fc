// What commands and Discord read of requests and of the messages that show them; only the task
// service changes requests.
import type { Kysely } from 'kysely';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import { closedReportsOf, type ReportPlace } from '../messages/closed-reports.store.ts';
import { findImage } from '../messages/find-image.ts';
import { messageCopiesOf, shownByMessage } from '../messages/message-copies.store.ts';
import { type OpenReportFilter, openReportsOf } from '../messages/open-reports.store.ts';
import { chainOf } from '../requests/edit-chain.ts';
import { imageHistory } from '../requests/history.store.ts';
import {
  type LatestFilter,
  latestOpenRequests,
  recentRequests,
  unconfirmedRequests,
} from '../requests/recent-requests.store.ts';
import type { OfferedRequest, RequestView } from '../requests/request-view.ts';
import { findRequest, isTaskDeleted } from '../requests/requests.store.ts';
import type { MessageCopy, MessagePlace } from '../requests/shown-messages.ts';
import { openRequestsOf } from '../requests/status.store.ts';
import { takenAway } from '../requests/taken-away.store.ts';

export interface RequestReader {
  find(requestId: string): Promise<RequestView | undefined>;
  /** @param imageId a request's, or a task's: then the view is of its image alone */
  findImage(imageId: string): Promise<RequestView | undefined>;
  /** @returns the first request of the edit chain, then each that follows, up to `view` itself */
  chainOf(view: RequestView): Promise<RequestView[]>;
  /** Whether the result that the task made has been taken away. */
  isTaskDeleted(taskId: string): Promise<boolean>;
  /** Which of these images were results and have been taken away. */
  takenAway(imageIds: readonly string[]): Promise<string[]>;

  /** The messages beside its own that show it, or are about it. */
  messageCopiesOf(requestId: string): Promise<MessageCopy[]>;
  /**
   * What a message of the bot's shows.
   * @returns a request's id; a task's where it shows that one's image alone
   */
  shownByMessage(messageId: string): Promise<string | undefined>;
  /** Reports that stay although the image that they are about is gone. */
  closedReportsOf(requestId: string): Promise<ReportPlace[]>;
  /** Reports in a server's log channel that nobody has resolved. */
  openReportsOf(requestId: string, about: OpenReportFilter): Promise<MessagePlace[]>;

  /** A member's images, newest first. @returns the ids of their tasks */
  historyOf(accountId: number, page: { limit: number; skip: number }): Promise<string[]>;
  /**
   * A member's requests of which something is at work or waiting, the oldest first.
   * @returns their ids
   */
  openOf(accountId: number, limit: number): Promise<string[]>;

  /** A server's newest, and what was posted there, for moderators to choose from. */
  recentIn(guildId: string): Promise<OfferedRequest[]>;
  /** Those whose charge nobody could confirm yet. @param guildId undefined for all */
  unconfirmedIn(guildId: string | undefined): Promise<OfferedRequest[]>;
  /** A member's newest in a server that everybody there can see, with what each cost. */
  latestOpen(filter: LatestFilter): Promise<(RequestRow & { cost_micros: number | null })[]>;
}

export const createRequestReader = (db: Kysely<Database>): RequestReader => ({
  find: (requestId) => findRequest(db, requestId),
  findImage: (imageId) => findImage(db, imageId),
  chainOf: (view) => chainOf(db, view),
  isTaskDeleted: (taskId) => isTaskDeleted(db, taskId),
  takenAway: (imageIds) => takenAway(db, imageIds),
  messageCopiesOf: (requestId) => messageCopiesOf(db, requestId),
  shownByMessage: (messageId) => shownByMessage(db, messageId),
  closedReportsOf: (requestId) => closedReportsOf(db, requestId),
  openReportsOf: (requestId, about) => openReportsOf(db, requestId, about),
  historyOf: (accountId, page) => imageHistory(db, accountId, page),
  openOf: (accountId, limit) => openRequestsOf(db, accountId, limit),
  recentIn: (guildId) => recentRequests(db, guildId),
  unconfirmedIn: (guildId) => unconfirmedRequests(db, guildId),
  latestOpen: (filter) => latestOpenRequests(db, filter),
});
