// Showing a request's final state: rendered anew, with its images, by the best way that still
// works.
import { DiscordAPIError } from 'discord.js';
import type { SteadyMs } from '../../clock.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isHostBlocked, isPassing, isPlaceClosed } from '../api/discord-error.ts';
import { UPLOAD_MAX_BYTES } from '../api/limits.ts';
import { DiscordLimitError } from '../api/rest/rate-limit.ts';
import { explainPrivately, pingWhenLong } from './announce-result.ts';
import {
  type DeliveryMethod,
  deliveryMethodsFor,
  hasOwnVoice,
  isTokenOver,
  type MadeMessage,
  type SendingMethod,
  sendBy,
} from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';
import { findOwnMessage } from './find-existing-message.ts';
import { sendWithFallbacks } from './message-payload.ts';
import { copyDueToFeed } from './moderator-feed.ts';
import { takeBack } from './remove-messages.ts';
import { tellWithoutImages } from './undelivered-result.ts';

/**
 * `later`: Discord's trouble passes; `when-open`: the place is closed, and may be opened again in
 * minutes or hours; else Discord asks to wait.
 */
export type DeliveryOutcome = 'done' | 'later' | 'when-open' | { waitMs: number };

/**
 * Delivers request `requestId` and marks it so. Each way may wait long for Discord, so the request
 * is read anew before each, and once more after one succeeded: what was deleted meanwhile is not
 * shown, or removed again.
 */
export async function deliverRequest(context: DisplayContext, requestId: string): Promise<DeliveryOutcome> {
  const refusals = new Map<string, unknown>();
  let triedBefore: DeliveryMethod | null | undefined;
  for (;;) {
    const view = await context.requests.find(requestId);
    if (!view || view.request.delivery_due_at === null) return 'done';
    if (view.request.deleted_at !== null) return endDeleted(context, view);
    if (triedBefore === undefined) {
      triedBefore = view.request.delivery_method;
      if (await recoverMessageId(context, view)) continue;
    }
    const method =
      methodsFor(view, context.steadyNow()).find((each) => !refusals.has(attemptKey(each, view.request))) ?? 'history';
    const attempt = await recordAttempt(context, view, method);
    if (method === 'history') return afterLastMethod(context, attempt, refusals);
    try {
      const made = await send(context, attempt, method, method === triedBefore);
      return await endShown(context, attempt, method, made);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const { cause } = error;
      context.log.warn({ requestId, method, err: cause }, 'delivery method failed');
      if (isHostBlocked(cause))
        context.log.error('Cloudflare blocks this host or its user agent: Discord refuses every call');
      // Nothing else is tried: such limits are the bot's, or the message's, whichever way it is
      // sent.
      if (cause instanceof DiscordLimitError) return { waitMs: cause.waitMs };
      if (isPassing(cause)) return 'later';
      refusals.set(attemptKey(method, attempt.request), cause);
      if (method === 'token') await noteDeadToken(context, attempt, cause);
    }
  }
}

/** A method failed; `cause` is what Discord answered. */
class RefusedError extends Error {
  override name = 'RefusedError';
}

/**
 * What makes an attempt worth making again: a click may have brought a new token, or another
 * message, meanwhile.
 */
function attemptKey(method: DeliveryMethod, { interaction_token, message_id }: RequestView['request']): string {
  if (method === 'token') return `token ${interaction_token}`;
  return method === 'channel-edit' ? `channel-edit ${message_id}` : method;
}

/** Stored before the attempt is made. @returns the view with what was stored */
async function recordAttempt(context: DisplayContext, view: RequestView, method: DeliveryMethod): Promise<RequestView> {
  return { ...view, request: await context.deliveries.recordAttempt(view.request, method) };
}

/** @throws {RefusedError} */
async function send(
  context: DisplayContext,
  view: RequestView,
  method: SendingMethod,
  isAgain: boolean,
): Promise<MadeMessage | undefined> {
  const limitBytes = method === 'token' ? view.request.upload_limit_bytes : UPLOAD_MAX_BYTES;
  const payloadOptions = { limitBytes, isReadAlone: method === 'direct-message' };
  try {
    return await sendWithFallbacks(context, view, payloadOptions, (payload) =>
      sendBy(method, view, payload, { ...context, isAgain }),
    );
  } catch (error) {
    throw new RefusedError(method, { cause: error });
  }
}

async function endShown(
  context: DisplayContext,
  view: RequestView,
  method: SendingMethod,
  made: MadeMessage | undefined,
): Promise<'done'> {
  const { requests, log } = context;
  const { request } = view;
  const current = await requests.find(request.id);
  if (!current || current.request.deleted_at !== null) {
    // A new message in the channel is the request's own by now.
    const beside = method === 'direct-message' ? made : undefined;
    return current ? endDeleted(context, current, beside) : 'done';
  }
  if (method === 'token') await explainPrivately(context, view);
  await context.deliveries.markShown(view);
  log.info({ requestId: request.id, method }, 'request delivered');
  // After the mark: a ping that is lost is better than one that comes twice.
  if (method === 'token' || method === 'channel-edit') await pingWhenLong(context, view);
  await copyDueToFeed(context, request.id);
  return 'done';
}

/**
 * What was made or shown since the deletion is removed too.
 * @param made a message that shows it beside the request's own
 */
async function endDeleted(context: DisplayContext, { request }: RequestView, made?: MadeMessage): Promise<'done'> {
  await context.deliveries.markDeleted(request);
  await takeBack(context, request.id, made);
  return 'done';
}

/** Every method failed with its images. */
async function afterLastMethod(
  context: DisplayContext,
  view: RequestView,
  refusals: ReadonlyMap<string, unknown>,
): Promise<DeliveryOutcome> {
  const { request } = view;
  // What a direct message met says nothing of the place.
  const isClosed = [...refusals].some(([key, error]) => key !== 'direct-message' && isPlaceClosed(error));
  const outcome = await tellWithoutImages(context, view, isClosed);
  if (outcome === 'later' || outcome === 'when-open') return outcome;
  await context.deliveries.markEnded(request);
  context.log.warn(
    { requestId: request.id, method: 'history', told: outcome },
    'result not shown where it was asked for',
  );
  return 'done';
}

/** A token that Discord called over is not tried again. */
async function noteDeadToken(context: DisplayContext, { request }: RequestView, error: unknown): Promise<void> {
  if (request.interaction_token && isTokenOver(error, request, context.steadyNow()))
    await context.deliveries.forgetToken(request.id, request.interaction_token);
}

/**
 * What came to nothing before anybody knew whether it had an answer is told where an answer stands,
 * and nowhere else.
 */
function methodsFor({ request, tasks }: RequestView, now: SteadyMs): DeliveryMethod[] {
  const methods = deliveryMethodsFor(request, now);
  const isDropped = tasks.every(({ state }) => state === 'dropped');
  return isDropped ? methods.filter((method) => method !== 'channel-message' && method !== 'direct-message') : methods;
}

/**
 * A message in the channel whose id was never noted is the request's own: it is edited, not made
 * once more.
 * @returns whether there is one
 */
async function recoverMessageId(context: DisplayContext, { request }: RequestView): Promise<boolean> {
  const isUnnoted = request.message_id === null || request.delivery_method === 'channel-message';
  if (!hasOwnVoice(request) || !isUnnoted) return false;
  try {
    const except = (await context.requests.messageCopiesOf(request.id)).map(({ messageId }) => messageId);
    const whose = { botId: context.botId(), except };
    const found = await findOwnMessage(context.bot, request.channel_id, request, whose);
    if (found === undefined) return false;
    await context.deliveries.adoptMessage(request.id, found);
    return true;
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    context.log.info({ requestId: request.id, err: error }, 'channel not searched for an earlier copy');
    return false;
  }
}
