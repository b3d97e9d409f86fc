// Showing a request's final state: rendered anew, with its pictures, by the best way that still works.

import { randomBytes } from 'node:crypto';
import { DiscordAPIError, MessageFlags, Routes } from 'discord.js';
import type { SteadyMs } from '../clock.ts';
import { shownTasks } from '../tasks/gallery.ts';
import { deleteRequest } from '../tasks/remove-pictures.store.ts';
import { changeRequest, findRequest, markDelivered, type RequestView, showingsOf } from '../tasks/requests.store.ts';
import { climb, hasOwnVoice, type Rung, replyTo, rungsFor } from './delivery-ladder.ts';
import { isPassing } from './discord-error.ts';
import type { DisplayContext } from './display.ts';
import { feedResult } from './feed-result.ts';
import { findOwnMessage } from './find-own-message.ts';
import { UPLOAD_MAX_BYTES } from './limits.ts';
import { packConceding } from './pack-request.ts';
import { explainInput } from './render-outcome.ts';

/** A result that took longer than this pings its member, once. */
const PING_AFTER_MS = 60_000;

/**
 * Delivers request `requestId` and marks it so.
 * @returns `later` where Discord's trouble is of the passing kind and the same should be tried again
 */
export async function deliverRequest(context: DisplayContext, requestId: string): Promise<'done' | 'later'> {
  const view = await findRequest(context.db, requestId);
  const dueAt = view?.request.delivery_due_at ?? null;
  if (!view || dueAt === null) return 'done';
  const { request, userId } = view;
  if (request.deleted_at !== null) {
    await markDelivered(context.db, requestId, dueAt, context.now());
    // What was drawn since is as little wanted as what was there then.
    await deleteRequest(context.db, requestId, context.now());
    return 'done';
  }
  await adoptUnnoted(context, view);
  for (const rung of rungsOf(view, context.steadyNow())) {
    const isAgain = request.delivery_rung === rung;
    const nonce = request.delivery_nonce ?? randomBytes(12).toString('hex');
    Object.assign(request, { delivery_rung: rung, delivery_nonce: nonce });
    await changeRequest(context.db, requestId, { delivery_rung: rung, delivery_nonce: nonce });
    if (rung === 'history') break;
    try {
      const limitBytes = rung === 'token' ? request.upload_limit_bytes : UPLOAD_MAX_BYTES;
      const packing = { limitBytes, explainsApart: explainsApart(view, rung) };
      const newMessageId = await packConceding(context, view, packing, (parcel) =>
        climb(rung, request, userId, parcel, { ...context, isAgain }),
      );
      if (newMessageId !== undefined) await changeRequest(context.db, requestId, { message_id: newMessageId });
      if (rung === 'token') await explainPrivately(context, view);
      await feedResult(context, view);
      break;
    } catch (error) {
      context.log.warn({ requestId, rung, err: error }, 'delivery rung did not hold');
      if (isPassing(error)) return 'later';
    }
  }
  await markDelivered(context.db, requestId, dueAt, context.now());
  context.log.info({ requestId, rung: request.delivery_rung }, 'request delivered');
  // After the mark: a ping that is lost is better than one that comes twice.
  if (request.delivery_rung === 'token' || request.delivery_rung === 'channel-edit') await pingWhenLong(context, view);
  return 'done';
}

/** What came to nothing before anybody knew whether it had an answer is told where an answer stands, and nowhere else. */
function rungsOf({ request, tasks }: RequestView, now: SteadyMs): Rung[] {
  const rungs = rungsFor(request, now);
  const isDropped = tasks.every(({ state }) => state === 'dropped');
  return isDropped ? rungs.filter((rung) => rung !== 'channel-message' && rung !== 'direct-message') : rungs;
}

/** A message in the channel whose id was never noted is the request's own: it is edited, not made once more. */
async function adoptUnnoted(context: DisplayContext, { request }: RequestView): Promise<void> {
  const isUnnoted = request.message_id === null || request.delivery_rung === 'channel-message';
  if (!hasOwnVoice(request) || !isUnnoted) return;
  try {
    const except = (await showingsOf(context.db, request.id)).map(({ messageId }) => messageId);
    const whose = { botId: context.botId(), except };
    const found = await findOwnMessage(context.bot, request.channel_id, request, whose);
    if (found === undefined) return;
    request.message_id = found;
    await changeRequest(context.db, request.id, { message_id: found });
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    context.log.info({ requestId: request.id, err: error }, 'no look at what the channel shows already');
  }
}

/** A public message leaves out what only its member should read, where there is a way to tell them alone. */
const explainsApart = ({ request }: RequestView, rung: Rung): boolean => rung === 'token' && request.is_private === 0;

/** Why a picture of theirs could not be used is its member's business alone. Nice to have: a failure is only logged. */
async function explainPrivately(context: DisplayContext, view: RequestView): Promise<void> {
  const { request } = view;
  const language = context.languageOf(request.locale);
  const scene = { language, durations: context.durations, steadyNow: context.steadyNow() };
  const reason = explainInput(view, scene);
  if (reason === undefined || !explainsApart(view, 'token') || request.interaction_token === null) return;
  const body = { content: reason, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } };
  const route = Routes.webhook(request.application_id, request.interaction_token);
  await context.webhook.post(route, { body, auth: false }).catch((error: unknown) => {
    context.log.info({ requestId: request.id, err: error }, 'refused input not explained');
  });
}

/** Edits ping nobody, so whoever waited long and looked away is told, the first time it is shown. Nice to have: a failure is only logged. */
async function pingWhenLong(context: DisplayContext, view: RequestView): Promise<void> {
  const { request, userId } = view;
  const shown = shownTasks(view);
  const tookMs = Math.max(...view.tasks.map((task) => (task.finished_steady ?? 0) - task.admitted_steady));
  const isNew = shown.some(({ state }) => state === 'completed');
  if (!isNew || tookMs <= PING_AFTER_MS) return;
  if (userId === null || request.message_id === null || request.guild_id === null || !hasOwnVoice(request)) return;
  const body = {
    content: context.languageOf(request.locale).t('request.ready', { count: shown.length, userId }),
    ...replyTo(request.message_id),
    allowed_mentions: { users: [userId], replied_user: false },
    // Another message than the one the ladder may have to make.
    nonce: `${request.delivery_nonce}p`,
    enforce_nonce: true,
  };
  try {
    await context.bot.post(Routes.channelMessages(request.channel_id), { body });
  } catch (error) {
    context.log.info({ requestId: request.id, err: error }, 'long wait not announced');
  }
}
