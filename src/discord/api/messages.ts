// Messages that the bot writes in its own name, in a channel or directly.
import { type RawFile, type REST, Routes } from 'discord.js';
import { isHistoryUnreadable } from './discord-error.ts';

/**
 * A message that answers another one, or stands alone where the bot may not read what it would
 * answer.
 * @returns its id
 */
export async function writeReply(
  bot: REST,
  channelId: string,
  answered: string | null,
  { body, files }: { body: object; files?: RawFile[] },
): Promise<string> {
  const route = Routes.channelMessages(channelId);
  const write = (reference: object) =>
    bot.post(route, { body: { ...body, ...reference }, ...(files ? { files } : {}) }).then(idOf);
  try {
    return await write(replyTo(answered));
  } catch (error) {
    if (answered === null || !isHistoryUnreadable(error)) throw error;
    return write({});
  }
}

/**
 * The part of a message's body that makes it an answer to another one, also where that is gone by
 * now.
 */
export const replyTo = (messageId: string | null) =>
  messageId === null ? {} : { message_reference: { message_id: messageId, fail_if_not_exists: false } };

/** What Discord's answers are known by. @throws where it answered without an id */
export function idOf(answer: unknown): string {
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'id' in answer &&
    typeof answer.id === 'string' &&
    answer.id !== ''
  )
    return answer.id;
  throw new Error('Discord answered without an id');
}

/**
 * Tells somebody something alone. Throws what Discord answered where they take no direct messages.
 */
export async function writeDirectly(bot: REST, userId: string, content: string): Promise<void> {
  const channel = await bot.post(Routes.userChannels(), { body: { recipient_id: userId } });
  await bot.post(Routes.channelMessages(idOf(channel)), { body: { content, allowed_mentions: { parse: [] } } });
}
