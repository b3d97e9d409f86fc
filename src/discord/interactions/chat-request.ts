// A chat message that asks the bot for something, and the ways to answer it.
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { REST } from 'discord.js';
import { type GatewayMessageCreateDispatchData, MessageType } from 'discord-api-types/v10';
import type { Language } from '../../text/text.ts';
import { isPassing } from '../api/discord-error.ts';
import { writeReply } from '../api/messages.ts';
import type { ControlRow } from '../rendering/result-controls.ts';
import type { GuildContext } from './guild-context.ts';

/** A message that calls the bot. */
export interface ChatMessage {
  message: GatewayMessageCreateDispatchData;
  /** What was written, without the mention of the bot. */
  text: string;
  /** The server whose budgets apply; null in direct messages. */
  guildId: string | null;
  locale: string;
  language: Language;
}

/** The same once the rules of its server are known. */
export interface ChatRequest extends ChatMessage {
  guild: GuildContext;
}

/**
 * Whether `message` calls the bot: in a server by naming it in the text (the ping that a reply
 * brings by itself does not count, nor do roles and everyone), in a direct message always. Other
 * programs never do.
 */
export function callsBot(message: GatewayMessageCreateDispatchData, botId: string): boolean {
  const { author, webhook_id, type, guild_id, content } = message;
  if (author.bot === true || webhook_id !== undefined) return false;
  if (type !== MessageType.Default && type !== MessageType.Reply) return false;
  return guild_id === undefined || mentionOf(botId).test(content);
}

export const withoutMention = (content: string, botId: string): string =>
  content.replace(new RegExp(mentionOf(botId), 'g'), ' ').trim();

const mentionOf = (botId: string) => new RegExp(`<@!?${botId}>`);

const RETRIES_MS = [500, 1_500];

/**
 * Answers in the channel, as a reply that pings nobody. Tried again through passing trouble, and
 * said once even where the answer to it was lost.
 * @param part tells this answer from others to the same message
 * @returns its id
 */
export async function replyInChat(
  bot: REST,
  { message }: Pick<ChatMessage, 'message'>,
  content: string,
  { part = '', components = [] }: { part?: string; components?: ControlRow[] } = {},
): Promise<string> {
  const body = {
    content,
    components,
    allowed_mentions: { parse: [], replied_user: false },
    nonce: `${message.id}${part}`,
    enforce_nonce: true,
  };
  const write = () => writeReply(bot, message.channel_id, message.id, { body });
  for (const waitMs of RETRIES_MS) {
    try {
      return await write();
    } catch (error) {
      if (!isPassing(error)) throw error;
      await sleepFor(waitMs);
    }
  }
  return write();
}
