// Showing a request's final state: rendered anew, with its picture, by the best way that still works.
import { randomBytes } from 'node:crypto';
import type { RawFile } from 'discord.js';
import { Routes } from 'discord.js';
import { fitForUpload } from '../media/fit-for-upload.ts';
import { changeRequest, findRequest, markDelivered, type RequestView } from '../tasks/requests.store.ts';
import { climb, type Parcel, rungsFor } from './delivery-ladder.ts';
import { isBlockedByAutoMod, isPassing, isTooLarge } from './discord-error.ts';
import type { DisplayContext } from './display.ts';
import { UPLOAD_MAX_BYTES } from './limits.ts';
import { type RenderedRequest, renderRequest } from './render-request.ts';

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
  for (const rung of rungsFor(request, context.now())) {
    const nonce = request.delivery_nonce ?? randomBytes(12).toString('hex');
    Object.assign(request, { delivery_rung: rung, delivery_nonce: nonce });
    await changeRequest(context.db, requestId, { delivery_rung: rung, delivery_nonce: nonce });
    if (rung === 'history') break;
    try {
      const limitBytes = rung === 'token' ? request.upload_limit_bytes : UPLOAD_MAX_BYTES;
      await withConcessions(context, view, limitBytes, (parcel) => climb(rung, request, userId, parcel, context));
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

/** Tries as rendered; then without the prompt where AutoMod minds it, or smaller where the file is too large. */
async function withConcessions(
  context: DisplayContext,
  view: RequestView,
  limitBytes: number,
  send: (parcel: Parcel) => Promise<void>,
): Promise<void> {
  try {
    await send(await pack(context, view, limitBytes, false));
  } catch (error) {
    if (isBlockedByAutoMod(error)) await send(await pack(context, view, limitBytes, true));
    else if (isTooLarge(error)) await send(await pack(context, view, limitBytes / 2, false));
    else throw error;
  }
}

async function pack(
  context: DisplayContext,
  view: RequestView,
  limitBytes: number,
  hidePrompt: boolean,
): Promise<Parcel> {
  const language = context.languageOf(view.request.locale);
  const scene = { language, durations: context.durations, now: context.now(), hidePrompt };
  const { picture, ...message } = renderRequest(view, scene);
  if (!picture) return { message, files: [], attachments: [] };
  const file = await readPicture(context, picture, limitBytes);
  if (!file) {
    return {
      message: { ...message, content: `${message.content}\n${language.t('request.missingPicture')}` },
      files: [],
      attachments: [],
    };
  }
  const description = hidePrompt ? language.t('request.gone') : picture.description;
  return { message, files: [file], attachments: [{ id: '0', description }] };
}

async function readPicture(
  context: DisplayContext,
  picture: NonNullable<RenderedRequest['picture']>,
  limitBytes: number,
): Promise<RawFile | undefined> {
  const bytes = await context.pictures.read(picture.id);
  if (!bytes) return undefined;
  const fitted = await fitForUpload(bytes, limitBytes);
  return { name: picture.name.replace(/\.\w+$/, `.${fitted.extension}`), data: fitted.bytes };
}

/** Edits ping nobody, so whoever waited long and looked away is told. Nice to have: a failure is only logged. */
async function pingWhenLong(context: DisplayContext, { request, tasks, userId }: RequestView): Promise<void> {
  const finishedAt = Math.max(...tasks.map((task) => task.finished_at ?? 0));
  const hasPicture = tasks.some((task) => task.picture_id !== null && task.cancel_requested_at === null);
  if (!hasPicture || finishedAt - request.created_at <= PING_AFTER_MS) return;
  if (userId === null || request.message_id === null || request.guild_id === null || request.is_private === 1) return;
  const body = {
    content: context.languageOf(request.locale).t('request.ready', { userId }),
    message_reference: { message_id: request.message_id, fail_if_not_exists: false },
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
