// The tables about messages beside a request's own, as TypeScript sees them: those that stand in
// Discord, and those to send, to find or to remove.

import type { Generated, Selectable } from 'kysely';
import type { SteadyMs, WallMs } from '../clock.ts';

/** Further messages that show a request's images. */
export interface MessageCopiesTable {
  message_id: string;
  request_id: string;
  /** The one whose image it shows alone; null where it shows all. */
  task_id: Generated<string | null>;
  channel_id: string;
  created_at: WallMs;
  /**
   * Posted by its member, copied for moderators, a report about it, or sent directly; null where
   * that was not noted.
   */
  kind: Generated<'posting' | 'feed' | 'report' | 'direct' | null>;
  /** The server it stands in; null in direct messages, and where that was not noted. */
  guild_id: Generated<string | null>;
  /**
   * Of a report: when a moderator dealt with it, or its message was found to be gone; null while it
   * is open.
   */
  resolved_at: Generated<WallMs | null>;
}

/**
 * Messages of deleted results that still stand in Discord, and reports about them, which are marked
 * instead of being removed.
 */
export interface MessageRemovalsTable {
  id: string;
  request_id: string;
  channel_id: string;
  /**
   * Null where only the request's token leads to it, and where the channel is to be searched for
   * it.
   */
  message_id: string | null;
  /** Whether it is the request's own message, which its token can remove too. */
  is_own: number;
  queued_at: SteadyMs;
  due_at: SteadyMs;
  attempts: Generated<number>;
  /**
   * Of a report, and of a search for the reports that it finds: what they are marked with, as of
   * `writeDeletion`. Null for a message that is removed.
   */
  deletion: Generated<string | null>;
}

/** Reports that stay although the image that they are about is gone. */
export interface ClosedReportsTable {
  message_id: string;
  request_id: string;
  channel_id: string;
  /** The server it stands in; null where that was not noted. */
  guild_id: string | null;
}

/** New messages whose ids Discord has not told yet. */
export interface MessagesBeingSentTable {
  id: string;
  request_id: string;
  channel_id: string;
  started_at: WallMs;
  /** When the attempt ended without an answer; null while it is under way. */
  ended_at: SteadyMs | null;
}

/** Postings in places that do not have the bot: only an interaction's token reaches them. */
export interface GuestMessagesTable {
  message_id: string;
  request_id: string;
  channel_id: string;
  /**
   * The server they stand in, which does not have the bot; null in conversations between people.
   */
  guild_id: string | null;
  application_id: string;
  /** Of the interaction that posted it; empty once it is over. */
  interaction_token: string;
  token_expires_at: SteadyMs;
}

/** Copies for moderators that are still to be posted in their server's feed. */
export interface FeedCopiesTable {
  /**
   * `result:` and a request's id; `posted:` and a message's, or `posting:` as long as nobody knows
   * whether it shows its image.
   */
  id: string;
  request_id: string;
  /** Whose feed it is for. */
  guild_id: string;
  /** The one whose image it shows alone; null where it shows all. */
  task_id: string | null;
  /** The posting that it is a copy of; null for a request's own message. */
  posted_channel_id: string | null;
  posted_message_id: string | null;
  queued_at: SteadyMs;
  due_at: SteadyMs;
  attempts: Generated<number>;
  /** When the first attempt began whose message may stand in the feed although no answer came. */
  in_doubt_since: Generated<WallMs | null>;
}

/** Results that could not be shown where they were asked for. */
export interface UndeliveredRequestsTable {
  request_id: string;
  account_id: number;
  since: SteadyMs;
  /**
   * When its member was told, or it was settled that they are told at their next use of the bot.
   */
  told_at: SteadyMs | null;
  /** Whether that word is still to be given. */
  word_due: Generated<number>;
}

export type MessageCopyRow = Selectable<MessageCopiesTable>;
export type MessageRemovalRow = Selectable<MessageRemovalsTable>;
export type GuestMessageRow = Selectable<GuestMessagesTable>;
export type FeedCopyRow = Selectable<FeedCopiesTable>;
export type UndeliveredRequestRow = Selectable<UndeliveredRequestsTable>;
