// Removes the messages of deleted results from Discord, at once and, where Discord has trouble,
// again until they are gone.
import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import type { SteadyMs } from '../../clock.ts';
import type { MessageRemovalRow } from '../../store/message-tables.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import { isSearch } from '../../tasks/messages/queued-messages.ts';
import type { MessagePlace } from '../../tasks/requests/shown-messages.ts';
import { isInvalidToken, isUnknownMessage, isUnknownWebhook } from '../api/discord-error.ts';
import { hasOwnVoice, liveToken } from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';
import { workOff } from './due-rounds.ts';
import { type Found, findMessagesShowing } from './find-existing-message.ts';
import { CLOSED_LATER_MS, waitAfter } from './retry-wait.ts';

/** What removing needs of the bot. */
export type RemovalContext = Pick<
  DisplayContext,
  'requests' | 'removals' | 'log' | 'bot' | 'botId' | 'webhook' | 'steadyNow'
>;

/** What cannot be removed for so long is left where it is: a thread may stay locked for days. */
const RETRY_FOR_MS = 7 * 24 * 60 * 60_000;

/** What was being sent when its request was deleted has arrived by then, or never will. */
const ARRIVAL_MS = 60_000;
/** A message whose sending has reported no end for so long after the deletion never will. */
const UNDER_WAY_MS = 60 * 60_000;

/**
 * Never throws for what Discord answers.
 * @param requestId only messages of this request; all that are due where not given
 */
export async function removeDueMessages(context: RemovalContext, requestId?: string): Promise<void> {
  const due = await context.removals.due(requestId);
  await workOff(due, (removal) => (isSearch(removal) ? searchAndRemove(context, removal) : remove(context, removal)));
}

async function remove(context: RemovalContext, removal: MessageRemovalRow): Promise<void> {
  const { removals, log, steadyNow } = context;
  const { request_id: requestId, message_id: messageId, attempts } = removal;
  const startedAt = steadyNow();
  let waitMs: number | undefined;
  for (const { call, isCertain, isTriedOnce } of await waysToRemove(context, removal)) {
    try {
      await call();
      if (isCertain || waitMs === undefined) return removals.endGone(removal);
    } catch (error) {
      if (isUnknownMessage(error) && (isCertain || waitMs === undefined)) return removals.endGone(removal);
      if (messageId !== null && (isInvalidToken(error) || isUnknownWebhook(error)))
        await removals.endGuestToken(messageId);
      log.info({ requestId, messageId, err: error }, 'message not deleted');
      waitMs = isTriedOnce ? undefined : (waitAfter(error, attempts) ?? waitMs);
    }
  }
  await retryOrEnd(context, removal, { waitMs, startedAt });
}

/** @param failed how long to wait, undefined where no later try helps; and when the try began */
async function retryOrEnd(
  { removals, steadyNow }: RemovalContext,
  removal: MessageRemovalRow,
  { waitMs, startedAt }: { waitMs: number | undefined; startedAt: SteadyMs },
): Promise<void> {
  const isOver = removal.attempts > 0 && startedAt - removal.queued_at >= RETRY_FOR_MS;
  if (waitMs !== undefined && !isOver) return removals.postpone(removal, steadyNow() + waitMs);
  await removals.endLeft(removal);
}

/** Searches at once, and again until whatever was being sent must have arrived. */
async function searchAndRemove(context: RemovalContext, removal: MessageRemovalRow): Promise<void> {
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

/** In the bot's own voice; one that is gone already counts as deleted. */
export async function deleteMessage(bot: REST, { channelId, messageId }: MessagePlace): Promise<void> {
  await bot.delete(Routes.channelMessage(channelId, messageId)).catch((error: unknown) => {
    if (!isUnknownMessage(error)) throw error;
  });
}

/**
 * @returns how much of the channel was seen.
 * @throws the first refusal, once all have been tried
 */
async function removeUnknown(context: RemovalContext, removal: MessageRemovalRow): Promise<Omit<Found, 'ids'>> {
  const { requests, removals, bot, botId } = context;
  const { request_id: requestId, channel_id: channelId, kept_message_id: keptId } = removal;
  const asked = (await requests.find(requestId))?.request;
  const since = (await removals.findUnknownOutcome(requestId, channelId))?.since ?? asked?.created_at;
  if (since === undefined) return { isBlind: false, isCrowded: false };
  const { ids, ...seen } = await findMessagesShowing(bot, {
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
  const known = [keptId, ...(isDeleted ? [] : [view.request.message_id, ...shown])];
  const failures: unknown[] = [];
  for (const messageId of ids.filter((id) => !known.includes(id)))
    await deleteMessage(bot, { channelId, messageId }).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return seen;
}

/**
 * The request was deleted while Discord had a call wait that showed it: what the call changed or
 * made goes too.
 * @param made a message that stands beside the request's own
 */
export async function takeBack(context: RemovalContext, requestId: string, made?: MessagePlace): Promise<void> {
  await context.removals.queueOwn(requestId, made);
  await removeDueMessages(context, requestId);
}

/** Whether a new message stands for the one that the token edits. */
const isReplaced = ({ delivery_method }: RequestRow): boolean =>
  delivery_method === 'channel-message' || delivery_method === 'channel-edit';

interface WayToRemove {
  call(): Promise<unknown>;
  /** Whether its answer is about the very message. */
  isCertain: boolean;
  /** Whether it is tried once only. */
  isTriedOnce?: boolean;
}

/**
 * Best first. A private message can be removed by its token alone; once that is over, it is its
 * reader's to dismiss.
 */
async function waysToRemove(
  { requests, removals, bot, webhook, steadyNow }: RemovalContext,
  { channel_id, message_id, is_own, request_id }: MessageRemovalRow,
): Promise<WayToRemove[]> {
  const inChannel: WayToRemove[] =
    message_id === null || channel_id === ''
      ? []
      : [{ call: () => bot.delete(Routes.channelMessage(channel_id, message_id)), isCertain: true }];
  const request: RequestRow | undefined = is_own === 1 ? (await requests.find(request_id))?.request : undefined;
  if (!request) {
    const guest = message_id === null ? undefined : await removals.findGuest(message_id);
    if (!guest) return inChannel;
    const isLive = guest.interaction_token !== '' && steadyNow() < guest.token_expires_at;
    // A server may have added the bot since; nobody can add it to a conversation.
    if (!isLive) return guest.guild_id === null ? [] : inChannel.map((way) => ({ ...way, isTriedOnce: true }));
    const route = Routes.webhookMessage(guest.application_id, guest.interaction_token, guest.message_id);
    return [{ call: () => webhook.delete(route, { auth: false }), isCertain: true }];
  }
  const token = liveToken(request, steadyNow());
  const route = Routes.webhookMessage(request.application_id, token ?? '', '@original');
  const byToken: WayToRemove[] =
    token === undefined
      ? []
      : [{ call: () => webhook.delete(route, { auth: false }), isCertain: !isReplaced(request) }];
  return hasOwnVoice(request) ? [...inChannel, ...byToken] : byToken;
}
