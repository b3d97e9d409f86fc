// Whether a posting shows its image, asked of Discord where nobody was told: its call still waits,
// or the bot ended in between.
import { Routes } from 'discord.js';
import { z } from 'zod';
import type { FeedCopyRow } from '../../store/message-tables.ts';
import { isUnknownChannel, isUnknownMessage } from '../api/discord-error.ts';
import type { DisplayContext } from './display-context.ts';
import type { RemovalContext } from './removal-context.ts';
import { removeDueMessages } from './remove-messages.ts';

const messageShape = z.object({ attachments: z.array(z.unknown()).default([]) });

type CheckContext = RemovalContext & Pick<DisplayContext, 'feed' | 'botWithoutWaits'>;

/**
 * Stores a posting that shows its image as confirmed, and withdraws one that does not.
 * @param row the posting's copy
 * @returns the copy that is to be made; undefined where none is, or somebody else has confirmed the
 * posting meanwhile
 * @throws what Discord answered where it does not let the bot look
 */
export async function checkPosting(context: CheckContext, row: FeedCopyRow): Promise<FeedCopyRow | undefined> {
  const { requests, feed } = context;
  const { posted_channel_id: channelId, posted_message_id: messageId } = row;
  const view = await requests.find(row.request_id);
  const task = view?.tasks.find(({ id }) => id === row.task_id);
  if (!task || channelId === null || messageId === null) return undefined;
  const place = { channelId, messageId };
  if (await showsImage(context, place)) return feed.confirmPosting(row, { task, place });
  await feed.withdrawPosting({ task, place });
  await removeDueMessages(context, row.request_id);
  return undefined;
}

async function showsImage(
  { botWithoutWaits: bot }: CheckContext,
  { channelId, messageId }: { channelId: string; messageId: string },
): Promise<boolean> {
  try {
    const { attachments } = messageShape.parse(await bot.get(Routes.channelMessage(channelId, messageId)));
    return attachments.length > 0;
  } catch (error) {
    if (isUnknownMessage(error) || isUnknownChannel(error)) return false;
    throw error;
  }
}
