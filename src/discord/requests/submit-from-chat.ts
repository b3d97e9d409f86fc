// The way of an image that was asked for in a chat: admitted, answered by a message of the bot's
// own, and only then set to work.
import type { App } from '../../app.ts';
import type { GenerationRequest } from '../../tasks/requests/generation-request.ts';
import { UPLOAD_MAX_BYTES } from '../api/limits.ts';
import { writeDirectly } from '../api/messages.ts';
import { type ChatRequest, replyInChat } from '../interactions/chat-request.ts';
import { announceNotices } from './budget-notices.ts';
import { submitImageRequest } from './submit-image-request.ts';

/**
 * @throws {UserError} where something stands against it; what Discord answered where the bot could
 * not answer there
 */
export async function acceptChatRequest(chat: ChatRequest, app: App, request: GenerationRequest): Promise<void> {
  const { message, guild, locale, language } = chat;
  const admitted = await submitImageRequest(app, request, {
    guild,
    language,
    key: message.id,
    userId: message.author.id,
    channelId: message.channel_id,
    locale,
    applicationId: app.applicationId,
    answeredBy: { sourceMessageId: message.id },
    uploadLimitBytes: UPLOAD_MAX_BYTES,
  });
  if (!admitted) return;
  const { requestId, notices } = admitted;
  try {
    const messageId = await replyInChat(app.bot, chat, language.t('request.preparing'));
    await app.tasks.acknowledge(requestId, { messageId, isPrivate: false });
  } catch (error) {
    await app.tasks.drop(requestId);
    throw error;
  }
  await announceNotices(app, notices, { guildId: guild.guildId, language }, (words) =>
    writeDirectly(app.bot, message.author.id, words),
  );
}
