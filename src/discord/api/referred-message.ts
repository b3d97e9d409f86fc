// Messages that hold nothing themselves and show another one: what opens a thread, and the note
// that something was pinned.
import type { REST } from 'discord.js';
import { type APIMessage, MessageType, Routes } from 'discord-api-types/v10';

const ONLY_REFERRING: readonly MessageType[] = [MessageType.ThreadStarterMessage, MessageType.ChannelPinnedMessage];
/** Before an interaction's first answer, for which Discord waits 3 s. */
const FETCH_MS = 1_500;

type Referring = Pick<APIMessage, 'id' | 'type' | 'message_reference' | 'referenced_message'>;

/**
 * @returns the message that people see there: what `message` refers to where it only refers, as far
 * as the bot can read that, else itself
 */
export async function referredMessage<Message extends Referring>(
  bot: REST,
  message: Message,
): Promise<Message | APIMessage> {
  if (!ONLY_REFERRING.includes(message.type)) return message;
  // null where it was deleted; absent where Discord did not look it up.
  if (message.referenced_message !== undefined) return message.referenced_message ?? message;
  const { channel_id, message_id } = message.message_reference ?? {};
  if (channel_id === undefined || message_id === undefined) return message;
  const route = Routes.channelMessage(channel_id, message_id);
  const fetched = await bot.get(route, { signal: AbortSignal.timeout(FETCH_MS) }).catch(() => message);
  return fetched as APIMessage; // What this route answers with.
}
