// The way of a picture that was asked for in a chat: admitted, answered by a message of the bot's own, and only then set to work.
import type { App } from '../../app.ts';
import { UPLOAD_MAX_BYTES } from '../api/limits.ts';
import { withEveryone } from '../api/member.ts';
import { writeDirectly } from '../api/messages.ts';
import { type ChatAsk, replyInChat } from '../interactions/chat-request.ts';
import { announceNotices } from './budget-notices.ts';
import { type Ask, submitImageRequest } from './submit-image-request.ts';

/** @throws {UserError} where something stands against it; what Discord answered where the bot could not answer there */
export async function acceptChatRequest(chat: ChatAsk, app: App, ask: Ask): Promise<void> {
  const { message, guildId, channelIds, isAgeRestricted, locale, language } = chat;
  const asker = {
    key: message.id,
    userId: message.author.id,
    guildId,
    roleIds: guildId === null ? [] : withEveryone(guildId, message.member?.roles ?? []),
    channelIds,
    isAgeRestricted,
    channelId: message.channel_id,
    locale,
    applicationId: app.applicationId,
    answeredBy: { sourceMessageId: message.id },
    uploadLimitBytes: UPLOAD_MAX_BYTES,
  };
  const admitted = await submitImageRequest(app, ask, asker, language);
  if (!admitted) return;
  const { requestId, notices } = admitted;
  try {
    const messageId = await replyInChat(app.bot, chat, language.t('request.preparing'));
    await app.tasks.acknowledge(requestId, { messageId, isPrivate: false });
  } catch (error) {
    await app.tasks.drop(requestId);
    throw error;
  }
  await announceNotices(app, notices, { guildId, language }, (words) =>
    writeDirectly(app.bot, message.author.id, words),
  );
}
