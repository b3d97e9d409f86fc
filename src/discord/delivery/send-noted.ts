// Sends new messages that show a request so that a deletion finds them, whatever becomes of
// Discord's answer.
import { DiscordAPIError } from 'discord.js';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../ops/log.ts';
import { retryOnStorageError } from '../../tasks/lifecycle/retry-storage.ts';
import type { MessageNotes, NotedAs } from '../../tasks/messages/message-notes.ts';
import { isPassing } from '../api/discord-error.ts';

export interface SendContext extends Clock {
  messages: MessageNotes;
  log: Logger;
}

export interface Sending {
  requestId: string;
  channelId: string;
  /** Sends the message. @returns its id */
  send(): Promise<string>;
  /** As what its id is stored. */
  as: NotedAs;
}

/**
 * What came of the sending is stored as soon as the database can be written: else a deletion would
 * search the channel for a message that is never known to have ended.
 * @returns the message's id
 * @throws what `send` or the database throws; an `Error` where the request was deleted before
 */
export async function sendNoted(context: SendContext, { requestId, channelId, send, as }: Sending): Promise<string> {
  const { messages, steadyNow } = context;
  const attempt = await messages.begin(requestId, channelId);
  if (attempt === undefined) throw new Error('the request was deleted before');
  const endUnknown = () => {
    const endedAt = steadyNow();
    return retryOnStorageError(context, () => messages.endUnknown(attempt, endedAt));
  };
  let messageId: string;
  try {
    messageId = await send();
  } catch (error) {
    // Only what Discord refused is known not to exist.
    const isRefused = error instanceof DiscordAPIError && !isPassing(error);
    await (isRefused ? retryOnStorageError(context, () => messages.endRefused(attempt)) : endUnknown());
    throw error;
  }
  const place = { channelId, messageId };
  try {
    await retryOnStorageError(context, () => messages.endSent(attempt, requestId, place, as));
  } catch (error) {
    await endUnknown();
    throw error;
  }
  return messageId;
}
