// The address that leads to a request's message, for those who may see it.
import type { RequestRow } from '../../store/request-tables.ts';
import type { Translate } from '../../text/text.ts';

/** @returns undefined where no link leads: private messages, and places whose server the bot does not know */
export const jumpLink = ({
  guild_id,
  channel_id,
  message_id,
  is_private,
  deleted_at,
}: RequestRow): string | undefined =>
  guild_id === null || channel_id === '' || message_id === null || is_private === 1 || deleted_at !== null
    ? undefined
    : `https://discord.com/channels/${guild_id}/${channel_id}/${message_id}`;

/** The same address behind words, for people to click on. */
export const wordsToJump = (link: string, t: Translate): string => `[${t('history.jump')}](${link})`;
