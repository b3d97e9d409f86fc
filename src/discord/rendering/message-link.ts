// The address that leads to a request's message, for those who may see it.
import type { RequestRow } from '../../store/request-tables.ts';

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
