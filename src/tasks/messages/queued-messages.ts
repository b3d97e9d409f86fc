// What the rows of two queues say: messages that are to be removed, and copies that are to be
// posted for moderators.
import type { FeedCopyRow, MessageRemovalRow } from '../../store/message-tables.ts';

/** Whether its channel is to be searched for messages that show the request. */
export const isSearch = ({ message_id, is_own }: MessageRemovalRow): boolean => message_id === null && is_own === 0;

/**
 * Ids of a posting's copy: while only Discord knows whether the posting shows its image, and from
 * then on.
 */
export const unconfirmedId = (messageId: string): string => `posting:${messageId}`;
export const confirmedId = (messageId: string): string => `posted:${messageId}`;

/** Whether it is of a posting of which only Discord knows whether it shows its image. */
export const isUnconfirmed = ({ id, posted_message_id }: FeedCopyRow): boolean =>
  posted_message_id !== null && id === unconfirmedId(posted_message_id);
