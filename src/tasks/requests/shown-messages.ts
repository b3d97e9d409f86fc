// Messages of the bot's that show a request: where one stands, what it shows of the request, and
// why it is there.
import type { WallMs } from '../../clock.ts';
import type { GuestMessageRow, MessageCopyRow } from '../../store/message-tables.ts';
import type { TaskRow } from '../../store/request-tables.ts';

/** Where a message of the bot's stands. */
export interface MessagePlace {
  channelId: string;
  messageId: string;
}

/** A message beside the request's own. */
export interface MessageCopy extends MessagePlace {
  /** The one whose image it shows alone. */
  taskId: string | null;
  /**
   * Posted by its member, copied for moderators, a report about it, or sent directly; null where
   * that was not noted.
   */
  kind: MessageCopyRow['kind'];
  /** The server it stands in; null in direct messages, and where that was not noted. */
  guildId: string | null;
}

export type NewMessageCopy = Omit<MessageCopy, 'taskId' | 'kind'> & {
  now: WallMs;
  taskId?: string | undefined;
  kind: NonNullable<MessageCopy['kind']>;
};

/** An image that its member posts, and the message that is to show it. */
export interface Posting {
  task: TaskRow;
  place: MessagePlace;
  /** Whether it is to be seen by others: not in the bot's own direct messages. */
  isPublic: boolean;
}

/** What is known of a posting that is no member's of its place. */
export type GuestAccess = Pick<
  GuestMessageRow,
  'guild_id' | 'application_id' | 'interaction_token' | 'token_expires_at'
>;

export type NewPosting = Omit<NewMessageCopy, 'taskId' | 'kind'> & {
  kind: 'posting' | 'direct';
  guest?: GuestAccess | undefined;
};

/** A message that shows one image: its member posts it in a server. */
export interface PostedImage extends MessagePlace {
  requestId: string;
  taskId: string;
  guildId: string;
}
