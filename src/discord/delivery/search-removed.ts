// Searches a channel for messages of a deleted result whose ids were never noted.
import type { MessageRemovalRow } from '../../store/message-tables.ts';
import { type ImageDeletion, isAllGone, readDeletion } from '../../tasks/requests/image-deletion.ts';
import { parseImageId } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { type Found, findMessagesShowing } from './find-existing-message.ts';
import { deleteMessage, RETRY_FOR_MS, type RemovalContext, retryOrEnd } from './removal-context.ts';
import { CLOSED_LATER_MS, waitAfter } from './retry-wait.ts';

/** What was being sent when its request was deleted has arrived by then, or never will. */
const ARRIVAL_MS = 60_000;
/** A message whose sending has reported no end for so long after the deletion never will. */
const UNDER_WAY_MS = 60 * 60_000;

/** Searches at once, and again until whatever was being sent must have arrived. */
export async function searchAndRemove(context: RemovalContext, removal: MessageRemovalRow): Promise<void> {
  const { removals, log, steadyNow } = context;
  const { request_id: requestId, channel_id: channelId, queued_at, attempts } = removal;
  const startedAt = steadyNow();
  try {
    const { isBlind, isCrowded } = await removeUnknown(context, removal);
    const unknown = await removals.findUnknownOutcome(requestId, channelId);
    const endedAt = unknown ? unknown.until : queued_at;
    const isEndless = endedAt === undefined && startedAt - queued_at >= UNDER_WAY_MS;
    const isSettled = endedAt !== undefined && startedAt - endedAt >= ARRIVAL_MS;
    if (!isSettled && !isEndless) return await removals.postpone(removal, (endedAt ?? startedAt) + ARRIVAL_MS);
    if (isBlind && startedAt - queued_at < RETRY_FOR_MS)
      return await removals.postpone(removal, startedAt + CLOSED_LATER_MS);
    if (isEndless)
      log.warn({ requestId, channelId }, 'a message of a deleted result may be left: its sending has not ended');
    if (isBlind) log.warn({ requestId, channelId }, 'channel shows no messages: one of a deleted result may be left');
    if (isCrowded)
      log.warn({ requestId, channelId }, 'channel not read to its end: a message of a deleted result may be left');
    await removals.endSearched(removal);
  } catch (error) {
    log.info({ requestId, channelId, err: error }, 'channel not searched for messages of a deleted result');
    await retryOrEnd(context, removal, { waitMs: waitAfter(error, attempts), startedAt });
  }
}

/**
 * Reports that are found are to be marked from then on.
 * @returns how much of the channel was seen.
 * @throws the first refusal, once all have been tried
 */
async function removeUnknown(context: RemovalContext, removal: MessageRemovalRow): Promise<Omit<Found, 'ids'>> {
  const { requests, removals, bot, botId } = context;
  const { request_id: requestId, channel_id: channelId } = removal;
  const asked = (await requests.find(requestId))?.request;
  const since = (await removals.findUnknownOutcome(requestId, channelId))?.since ?? asked?.created_at;
  if (since === undefined) return { isBlind: false, isCrowded: false };
  const { messages, ...seen } = await findMessagesShowing(bot, {
    ...{ channelId, requestId, botId: botId(), since },
    askedBy: asked?.key,
  });
  // Read after the messages, so that one noted meanwhile is known.
  const view = await requests.find(requestId);
  const isDeleted = !view || view.request.deleted_at !== null;
  // A message that is being sent now shows what is left.
  const unknown = await removals.findUnknownOutcome(requestId, channelId);
  if (!isDeleted && unknown && unknown.until === undefined) return seen;
  const shown = (await requests.messageCopiesOf(requestId)).map(({ messageId }) => messageId);
  const known = isDeleted ? [] : [view.request.message_id, ...shown];
  const failures: unknown[] = [];
  const deletion = removal.deletion === null ? undefined : readDeletion(removal.deletion);
  for (const { id: messageId, reported } of messages.filter(({ id }) => !known.includes(id)))
    if (reported !== undefined) await markFound(context, removal, { messageId, reported, view, deletion });
    // Whoever is forgotten leaves their messages where they are.
    else if (deletion?.as !== 'forgotten')
      await deleteMessage(bot, { channelId, messageId }).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return seen;
}

/** A report about what is gone, or about several images of which one is. */
async function markFound(
  { removals }: RemovalContext,
  removal: MessageRemovalRow,
  found: { messageId: string; reported: string; view: RequestView | undefined; deletion: ImageDeletion | undefined },
): Promise<void> {
  const { messageId, reported, view, deletion } = found;
  if (!view || !deletion) return;
  const { id, guild_id } = view.request;
  const isOver = isAllGone(deletion, view, reported);
  // One of the others was deleted.
  if (!isOver && reported !== id && deletion.as !== 'undone') return;
  const guildId = deletion.as === 'moderator' ? deletion.guildId : guild_id;
  const { taskId } = parseImageId(reported);
  await removals.markFound(removal, { channelId: removal.channel_id, messageId, guildId, taskId, isOver });
}
