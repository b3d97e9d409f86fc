// A result that no way of delivering took: its member is told in words where it was asked for,
// directly, or at their next use of the bot.
import { type REST, Routes } from 'discord.js';
import { shownTasks } from '../../tasks/requests/request-images.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import { isPassing } from '../api/discord-error.ts';
import { UPLOAD_MAX_BYTES } from '../api/limits.ts';
import { writeReply } from '../api/messages.ts';
import { renderKept } from '../rendering/render-kept.ts';
import { hasOwnVoice, liveToken, once, type SendingMethod, sendBy } from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';
import { sendWithFallbacks } from './message-payload.ts';
import { takeBack } from './remove-messages.ts';
import { sendNoted } from './send-noted.ts';

/**
 * A place that is closed for so long stays so, as far as its member is concerned: they are told by
 * another way.
 */
const RETRY_FOR_MS = 2 * 60_000;
/**
 * After that the place is looked at now and then, so that the message there does not show a bar for
 * ever.
 */
const LOOKED_AFTER_MS = 24 * 60 * 60_000;

/**
 * How a member came to know: in words in place of the images, directly, by a word that is due, or
 * long ago.
 */
export type Told = 'in words' | 'directly' | 'at next use' | 'before';

/**
 * @param isClosed whether the place takes nothing from the bot now, and may again
 * @returns how its member was told, which ends the delivery; or when to try again
 */
export async function tellWithoutImages(
  context: DisplayContext,
  view: RequestView,
  isClosed: boolean,
): Promise<Told | 'later' | 'when-open'> {
  const { request, tasks } = view;
  const isNew = tasks.some(({ state }) => state === 'completed') || tasks.every(({ state }) => state !== 'delivered');
  if (!isNew || tasks.every(({ state }) => state === 'dropped')) return 'before';
  const words = await sayInWords(context, view);
  if (words === 'said') return 'in words';
  if (words === 'later') return 'later';
  const { since, told_at } = await context.undelivered.note(request);
  const now = context.steadyNow();
  if (isClosed && now - since < RETRY_FOR_MS) return 'later';
  const told = told_at === null ? await tellElsewhere(context, view) : 'before';
  if (told === 'later') return 'later';
  return isClosed && now - since < LOOKED_AFTER_MS ? 'when-open' : told;
}

/**
 * It was tried for so long that nobody tries any more: the member is told at their next use of the
 * bot.
 */
export async function giveUpShowing(context: DisplayContext, view: RequestView): Promise<void> {
  const { told_at } = await context.undelivered.note(view.request);
  if (told_at === null) await context.undelivered.markTold(view.request.id, shownTasks(view).length > 0);
}

type Said = 'said' | 'refused' | 'later';

/** Text where the images would stand: what is refused may be the files alone. */
async function sayInWords(context: DisplayContext, view: RequestView): Promise<Said> {
  if (shownTasks(view).length === 0) return 'refused';
  for (const { method, send } of waysToSay(context, view)) {
    try {
      await send();
      const current = await context.requests.find(view.request.id);
      if (current?.request.deleted_at != null) await takeBack(context, view.request.id);
      return 'said';
    } catch (error) {
      context.log.info({ requestId: view.request.id, method, err: error }, 'notice without images not sent either');
      if (isPassing(error)) return 'later';
    }
  }
  return 'refused';
}

interface WayToSay {
  method: SendingMethod;
  send(): Promise<unknown>;
}

function waysToSay(context: DisplayContext, view: RequestView): WayToSay[] {
  const { request } = view;
  const { application_id, channel_id, message_id } = request;
  const body = renderKept(view, context.languageOf(request.locale));
  const token = liveToken(request, context.steadyNow());
  const edit = (rest: REST, route: `/${string}`, auth: boolean) => async () => {
    await rest.patch(route, { body, auth });
  };
  const write = async () => {
    const message = { body: { ...body, ...once(request, 'k') } };
    await sendNoted(context, {
      requestId: request.id,
      channelId: channel_id,
      send: () => writeReply(context.bot, channel_id, request.source_message_id, message),
      as: 'own',
    });
  };
  const ways: WayToSay[] = [];
  if (token !== undefined) {
    const route = Routes.webhookMessage(application_id, token, '@original');
    ways.push({ method: 'token', send: edit(context.webhook, route, false) });
  }
  if (!hasOwnVoice(request)) return ways;
  if (message_id !== null)
    ways.push({ method: 'channel-edit', send: edit(context.bot, Routes.channelMessage(channel_id, message_id), true) });
  return [...ways, { method: 'channel-message', send: write }];
}

/**
 * With its images in a direct message; where that is refused too, in a word at the next use of the
 * bot.
 */
async function tellElsewhere(context: DisplayContext, view: RequestView): Promise<Told | 'later'> {
  const { request } = view;
  const sent = await sendDirectly(context, view);
  if (sent === 'later') return 'later';
  const isSent = sent === 'said';
  const isWordDue = !isSent && shownTasks(view).length > 0;
  await context.undelivered.markTold(request.id, isWordDue);
  return isSent ? 'directly' : 'at next use';
}

async function sendDirectly(context: DisplayContext, view: RequestView): Promise<Said> {
  const { request, userId } = view;
  // What only a token could show was tried in a direct message before.
  if (!hasOwnVoice(request) || userId === null) return 'refused';
  const lead = context.languageOf(request.locale).t('request.sentDirectly', { channelId: request.channel_id });
  try {
    const made = await sendWithFallbacks(
      context,
      view,
      { limitBytes: UPLOAD_MAX_BYTES, isReadAlone: true },
      (payload) => {
        const message = { ...payload.message, content: `${lead}\n${payload.message.content}` };
        return sendBy('direct-message', view, { ...payload, message }, { ...context, isAgain: true });
      },
    );
    const current = await context.requests.find(request.id);
    if (current?.request.deleted_at != null) await takeBack(context, request.id, made);
    return 'said';
  } catch (error) {
    context.log.info({ requestId: request.id, err: error }, 'direct message not sent');
    return isPassing(error) ? 'later' : 'refused';
  }
}
