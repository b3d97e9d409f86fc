// What the gateway and the REST routes blank in messages for a bot without the Message Content
// intent.
import { type APIMessage, GatewayIntentBits as Intents } from 'discord-api-types/v10';
import { BOT_ID } from './seed.ts';
import type { DiscordState } from './state.ts';

/**
 * Blank, except in the bot's own messages, direct messages, and messages that mention the bot. The
 * message replied to is not excepted.
 */
export function censor(
  _state: DiscordState,
  intents: number,
  event: string,
  data: Record<string, unknown>,
): Record<string, unknown> {
  if (!event.startsWith('MESSAGE_') || event === 'MESSAGE_DELETE' || (intents & Intents.MessageContent) !== 0)
    return data;
  const referenced = data.referenced_message;
  const reply =
    typeof referenced === 'object' && referenced !== null
      ? { referenced_message: blankUnlessOwn({ ...referenced }) }
      : {};
  return isReadable(data) ? { ...data, ...reply } : { ...blank(data), ...reply };
}

function isReadable(message: Record<string, unknown>): boolean {
  const mentions = Array.isArray(message.mentions) ? message.mentions : [];
  return isOwn(message) || message.guild_id === undefined || mentions.some((user) => user?.id === BOT_ID);
}

const isOwn = ({ author }: Record<string, unknown>) =>
  typeof author === 'object' && author !== null && 'id' in author && author.id === BOT_ID;
const blankUnlessOwn = (message: Record<string, unknown>) => (isOwn(message) ? message : blank(message));
const blank = (message: Record<string, unknown>) => ({
  ...message,
  content: '',
  attachments: [],
  embeds: [],
  components: [],
});

/**
 * The same of a message that the bot reads by itself.
 * @param isDirect whether it stands in the bot's own direct messages
 */
export function censorRead(state: DiscordState, message: APIMessage, isDirect: boolean): APIMessage {
  if (state.messageContentIntent || isDirect) return message;
  const mentionsBot = message.mentions.some(({ id }) => id === BOT_ID);
  const isWhole = message.author.id === BOT_ID || mentionsBot;
  return isWhole ? message : { ...message, content: '', attachments: [], embeds: [], components: [] };
}
