// Addresses that lead to messages, for those who may see them.
import type { RequestRow } from '../../store/request-tables.ts';
import type { Translate } from '../../text/text.ts';

/** @param place its server is null in direct messages and conversations */
export const messageAddress = (place: { guildId: string | null; channelId: string; messageId: string }): string =>
  `https://discord.com/channels/${place.guildId ?? '@me'}/${place.channelId}/${place.messageId}`;

/**
 * Of a request's own message.
 * @returns undefined where no link leads: private messages, and places whose server the bot does
 * not know
 */
export const jumpLink = ({
  guild_id,
  channel_id,
  message_id,
  is_private,
  deleted_at,
}: RequestRow): string | undefined =>
  guild_id === null || channel_id === '' || message_id === null || is_private === 1 || deleted_at !== null
    ? undefined
    : messageAddress({ guildId: guild_id, channelId: channel_id, messageId: message_id });

/** An address behind words, for people to click on. */
export const wordsToJump = (link: string, t: Translate): string => `[${t('history.jump')}](${link})`;
