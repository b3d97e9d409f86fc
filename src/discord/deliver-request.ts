// Showing a request's final state: rendered anew, with its pictures, by the best way that still works.
import { randomBytes } from 'node:crypto';
import { MessageFlags, Routes } from 'discord.js';
import { shownTasks } from '../tasks/gallery.ts';
import { changeRequest, findRequest, markDelivered, type RequestView } from '../tasks/requests.store.ts';
import { climb, type Parcel, type Rung, replyTo, rungsFor } from './delivery-ladder.ts';
import { isBlockedByAutoMod, isPassing, isTooLarge } from './discord-error.ts';
import type { DisplayContext } from './display.ts';
import { feedResult } from './feed-result.ts';
import { REQUEST_MAX_BYTES, UPLOAD_MAX_BYTES } from './limits.ts';
import { packRequest } from './pack-request.ts';
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
    return 'done';
  }
  for (const rung of rungsFor(request, context.now())) {
    const nonce = request.delivery_nonce ?? randomBytes(12).toString('hex');
    Object.assign(request, { delivery_rung: rung, delivery_nonce: nonce });
    await changeRequest(context.db, requestId, { delivery_rung: rung, delivery_nonce: nonce });
    if (rung === 'history') break;
    try {
      const newMessageId = await withConcessions(context, view, rung, (parcel) =>
        climb(rung, request, userId, parcel, context),
      );
      if (newMessageId !== undefined) await changeRequest(context.db, requestId, { message_id: newMessageId });
      if (rung === 'token') await explainPrivately(context, view);
      await feedResult(context, view);
      if (rung === 'token' || rung === 'channel-edit') await pingWhenLong(context, view);
      break;
    } catch (error) {
      context.log.warn({ requestId, rung, err: error }, 'delivery rung did not hold');
      if (isPassing(error)) return 'later';
    }
  }
  await markDelivered(context.db, requestId, dueAt, context.now());
  context.log.info({ requestId, rung: request.delivery_rung }, 'request delivered');
  return 'done';
}

/** Tries as rendered; then without the prompt where AutoMod minds it, or smaller where the files are too large. */
async function withConcessions(
  context: DisplayContext,
  view: RequestView,
  rung: Rung,
  send: (parcel: Parcel) => Promise<string | undefined>,
): Promise<string | undefined> {
  const limitBytes = rung === 'token' ? view.request.upload_limit_bytes : UPLOAD_MAX_BYTES;
  const asUsual = { limitBytes, hidePrompt: false, explainsApart: explainsApart(view, rung) };
  try {
    return await send(await packRequest(context, view, asUsual));
  } catch (error) {
    if (isBlockedByAutoMod(error)) return send(await packRequest(context, view, { ...asUsual, hidePrompt: true }));
    if (isTooLarge(error)) {
      const smaller = { limitBytes: limitBytes / 2, togetherBytes: REQUEST_MAX_BYTES / 2 };
      return send(await packRequest(context, view, { ...asUsual, ...smaller }));
    }
    throw error;
  }
}

/** A public message leaves out what only its member should read, where there is a way to tell them alone. */
const explainsApart = ({ request }: RequestView, rung: Rung): boolean => rung === 'token' && request.is_private === 0;

/** Why a picture of theirs could not be used is its member's business alone. Nice to have: a failure is only logged. */
async function explainPrivately(context: DisplayContext, view: RequestView): Promise<void> {
  const { request } = view;
  const language = context.languageOf(request.locale);
  const scene = { language, durations: context.durations, now: context.now() };
  const reason = explainInput(view, scene);
  if (reason === undefined || !explainsApart(view, 'token') || request.interaction_token === null) return;
  const body = { content: reason, flags: MessageFlags.Ephemeral, allowed_mentions: { parse: [] } };
  const route = Routes.webhook(request.application_id, request.interaction_token);
  await context.webhook.post(route, { body, auth: false }).catch((error: unknown) => {
    context.log.info({ requestId: request.id, err: error }, 'refused input not explained');
  });
}

/** Edits ping nobody, so whoever waited long and looked away is told. Nice to have: a failure is only logged. */
async function pingWhenLong(context: DisplayContext, view: RequestView): Promise<void> {
  const { request, userId } = view;
  const { length: count } = shownTasks(view);
  const finishedAt = Math.max(...view.tasks.map((task) => task.finished_at ?? 0));
  if (count === 0 || finishedAt - request.created_at <= PING_AFTER_MS) return;
  if (userId === null || request.message_id === null || request.guild_id === null || request.is_private === 1) return;
  const body = {
    content: context.languageOf(request.locale).t('request.ready', { count, userId }),
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
