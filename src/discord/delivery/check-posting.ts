// Whether a posting shows its image, asked of Discord where nobody was told: its call still waits, or the bot ended in between.
import { Routes } from 'discord.js';
import { z } from 'zod';
import type { FeedCopyRow } from '../../store/message-tables.ts';
import { confirmFeedCopy } from '../../tasks/requests/feed-copies.store.ts';
import { confirmPosting, withdrawPosting } from '../../tasks/requests/message-copies.store.ts';
import { findRequest } from '../../tasks/requests/requests.store.ts';
import { isUnknownChannel, isUnknownMessage } from '../api/discord-error.ts';
import type { DisplayContext } from './display-context.ts';
import { type RemovalContext, removeDueMessages } from './remove-messages.ts';

const messageShape = z.object({ attachments: z.array(z.unknown()).default([]) });

type CheckContext = RemovalContext & Pick<DisplayContext, 'now' | 'botWithoutWaits'>;

/**
 * Stores a posting that shows its image as confirmed, and withdraws one that does not.
 * @param row the posting's copy
 * @returns the copy that is to be made; undefined where none is, or somebody else has confirmed the posting meanwhile
 * @throws what Discord answered where it does not let the bot look
 */
export async function checkPosting(context: CheckContext, row: FeedCopyRow): Promise<FeedCopyRow | undefined> {
  const { db, now, steadyNow } = context;
  const { posted_channel_id: channelId, posted_message_id: messageId } = row;
  const view = await findRequest(db, row.request_id);
  const task = view?.tasks.find(({ id }) => id === row.task_id);
  if (!task || channelId === null || messageId === null) return undefined;
  const place = { channelId, messageId };
  if (await showsImage(context, place)) {
    await confirmPosting(db, { task, place, isPublic: true }, now());
    return confirmFeedCopy(db, row);
  }
  await withdrawPosting(db, { task, place }, steadyNow());
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
