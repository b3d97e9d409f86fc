// Removes the messages of deleted results from Discord and marks the reports about them, at once
// and, where Discord has trouble, again until they are gone and marked.
import { Routes } from 'discord-api-types/v10';
import type { MessageRemovalRow } from '../../store/message-tables.ts';
import type { RequestRow } from '../../store/request-tables.ts';
import { isSearch } from '../../tasks/messages/queued-messages.ts';
import type { MessagePlace } from '../../tasks/requests/shown-messages.ts';
import {
  isInvalidToken,
  isPlaceClosed,
  isUnknownChannel,
  isUnknownMessage,
  isUnknownWebhook,
} from '../api/discord-error.ts';
import { hasOwnVoice, liveToken } from './delivery-methods.ts';
import { workOff } from './due-rounds.ts';
import { isReportRow, markReport, type ReportRow } from './mark-report.ts';
import { type RemovalContext, type RemovalEnd, retryOrEnd } from './removal-context.ts';
import { waitAfter } from './retry-wait.ts';
import { searchAndRemove } from './search-removed.ts';

/**
 * Never throws for what Discord answers.
 * @param requestId only messages of this request; all that are due where not given
 * @returns what became of requests' own messages, by the ids of those whose message was due
 */
export async function removeDueMessages(
  context: RemovalContext,
  requestId?: string,
): Promise<ReadonlyMap<string, RemovalEnd>> {
  const due = await context.removals.due(requestId);
  const ends = new Map<string, RemovalEnd>();
  await workOff(due, async (removal) => {
    if (isSearch(removal)) return searchAndRemove(context, removal);
    if (isReportRow(removal)) return mark(context, removal);
    const end = await remove(context, removal);
    if (removal.is_own === 1) ends.set(removal.request_id, end);
  });
  return ends;
}

async function mark(context: RemovalContext, row: ReportRow): Promise<void> {
  const { removals, log, steadyNow } = context;
  const { request_id: requestId, message_id: messageId, attempts } = row;
  const startedAt = steadyNow();
  try {
    await markReport(context, row);
    await removals.endMarked(row);
  } catch (error) {
    if (isUnknownMessage(error) || isUnknownChannel(error)) {
      log.info({ requestId, messageId }, 'report is gone: not marked');
      return removals.endMarked(row);
    }
    log.info({ requestId, messageId, err: error }, 'report not marked yet');
    const isOver = await retryOrEnd(context, row, { waitMs: waitAfter(error, attempts), startedAt });
    if (isOver) log.warn({ requestId, messageId }, 'report not marked: it still shows what was deleted');
  }
}

async function remove(context: RemovalContext, removal: MessageRemovalRow): Promise<RemovalEnd> {
  const { removals, log, steadyNow } = context;
  const { request_id: requestId, message_id: messageId, attempts } = removal;
  const startedAt = steadyNow();
  const endGone = async () => {
    await removals.endGone(removal);
    return 'gone' as const;
  };
  let waitMs: number | undefined;
  for (const { call, isCertain, mayBeGuest } of await waysToRemove(context, removal)) {
    try {
      await call();
      if (isCertain || waitMs === undefined) return await endGone();
    } catch (error) {
      if (isUnknownMessage(error) && (isCertain || waitMs === undefined)) return endGone();
      if (messageId !== null && (isInvalidToken(error) || isUnknownWebhook(error)))
        await removals.endGuestToken(messageId);
      log.info({ requestId, messageId, err: error }, 'message not deleted');
      // A place that has no bot does not open.
      const isFinal = mayBeGuest === true && isPlaceClosed(error);
      waitMs = (isFinal ? undefined : waitAfter(error, attempts)) ?? waitMs;
    }
  }
  return (await retryOrEnd(context, removal, { waitMs, startedAt })) ? 'left' : 'later';
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
  /** Whether the bot may be no part of the place: Discord's refusal says so then, for good. */
  mayBeGuest?: boolean;
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
    if (!isLive) return guest.guild_id === null ? [] : inChannel.map(asGuest);
    const route = Routes.webhookMessage(guest.application_id, guest.interaction_token, guest.message_id);
    return [{ call: () => webhook.delete(route, { auth: false }), isCertain: true }];
  }
  const token = liveToken(request, steadyNow());
  const route = Routes.webhookMessage(request.application_id, token ?? '', '@original');
  const byToken: WayToRemove[] =
    token === undefined
      ? []
      : [{ call: () => webhook.delete(route, { auth: false }), isCertain: !isReplaced(request) }];
  if (hasOwnVoice(request)) return [...inChannel, ...byToken];
  // Its row does not tell the bot's own direct messages from places where it is a guest; Discord
  // does.
  return request.is_private === 1 ? byToken : [...byToken, ...inChannel.map(asGuest)];
}

const asGuest = (way: WayToRemove): WayToRemove => ({ ...way, mayBeGuest: true });
