// A request's message with its images, ready to be sent: rendered, and small enough for where it
// goes.

import type { RawFile } from 'discord.js';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { imageGate, type Waiting } from '../../media/image-gate.ts';
import type { ImageStore } from '../../media/image-store.ts';
import type { FittedImage, Media } from '../../media/media.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import type { Database } from '../../store/schema.ts';
import type { RequestView } from '../../tasks/requests/request-view.ts';
import type { DurationEstimator } from '../../tasks/scheduling/duration-estimator.ts';
import type { Language } from '../../text/text.ts';
import { isBlockedByAutoMod, isTooLarge } from '../api/discord-error.ts';
import { REQUEST_MAX_BYTES, REQUEST_WORDS_BYTES } from '../api/limits.ts';
import { spoilerMark } from '../api/spoiler.ts';
import { type RenderedImage, renderRequest } from '../rendering/render-request.ts';
import type { MessagePayload } from './delivery-methods.ts';

export interface PackContext extends Pick<Clock, 'steadyNow'> {
  db: Kysely<Database>;
  images: ImageStore;
  media: Media;
  durations: DurationEstimator;
  languageOf(locale: string): Language;
}

export interface PayloadOptions {
  /** What Discord takes as one file where it goes. */
  limitBytes: number;
  /** What all files together may weigh; as much as Discord takes where not given. */
  togetherBytes?: number;
  /** Who waits for it; a task unless given. */
  waiting?: Waiting;
  /** Set where the server's AutoMod has refused the prompt's text. */
  hidePrompt?: boolean;
  /** Set where its member alone reads the message. */
  isReadAlone?: boolean;
  /** Whether Discord shows to its member alone what is posted for everybody. */
  isMadePrivate?: boolean;
}

export async function packRequest(
  context: PackContext,
  view: RequestView,
  { limitBytes, togetherBytes = REQUEST_MAX_BYTES - REQUEST_WORDS_BYTES, waiting, ...restrictions }: PayloadOptions,
): Promise<MessagePayload> {
  const language = context.languageOf(view.request.locale);
  const { show_costs } = await settingsOf(context.db, view.request.guild_id);
  const hideCosts = !show_costs && view.request.is_private === 0;
  const renderContext = {
    language,
    durations: context.durations,
    steadyNow: context.steadyNow(),
    hideCosts,
    ...restrictions,
  };
  const { images, ...message } = renderRequest(view, renderContext);
  const fitted = await imageGate.run(
    async () => fitTogether(context.media, await readImages(context.images, images), { limitBytes, togetherBytes }),
    waiting,
  );
  const missing = images.length - fitted.length;
  const content =
    missing === 0 ? message.content : `${message.content}\n${language.t('request.missingImage', { count: missing })}`;
  return {
    message: { ...message, content },
    files: fitted.map(
      ({ name, bytes, extension }): RawFile => ({
        name: name.replace(/\.\w+$/, `.${extension}`),
        data: bytes,
      }),
    ),
    attachments: mayShowMore(view, images)
      ? undefined
      : fitted.map(({ name, description }, index) => ({ id: String(index), description, ...spoilerMark(name) })),
  };
}

/**
 * Sends it as rendered; then without the prompt where AutoMod minds it, or smaller where the files
 * are too large.
 */
export async function sendWithFallbacks<Answer>(
  context: PackContext,
  view: RequestView,
  payloadOptions: PayloadOptions,
  send: (payload: MessagePayload) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(await packRequest(context, view, payloadOptions));
  } catch (error) {
    if (isBlockedByAutoMod(error))
      return send(await packRequest(context, view, { ...payloadOptions, hidePrompt: true }));
    if (isTooLarge(error)) {
      const smaller = { limitBytes: payloadOptions.limitBytes / 2, togetherBytes: REQUEST_MAX_BYTES / 2 };
      return send(await packRequest(context, view, { ...payloadOptions, ...smaller }));
    }
    throw error;
  }
}

/**
 * Whether the message may show an image of which a backup that was put back knows nothing: that was
 * paid for, and stays.
 */
function mayShowMore({ tasks }: RequestView, images: readonly RenderedImage[]): boolean {
  if (images.length === 0) return tasks.some(({ state }) => state === 'failed' || state === 'unconfirmed');
  // Beside images that are shown for the first time since. Better one twice than one lost.
  return tasks.some(({ failure }) => failure === 'restored') && tasks.some(({ state }) => state === 'completed');
}

type Read = RenderedImage & { bytes: Buffer };

/** Those that are still kept. */
async function readImages(store: ImageStore, images: readonly RenderedImage[]): Promise<Read[]> {
  const read = await Promise.all(images.map(async (image) => ({ ...image, bytes: await store.read(image.id) })));
  return read.flatMap(({ bytes, ...image }) => (bytes ? [{ ...image, bytes }] : []));
}

/** Each within its own limit; where they are too much together, none weighs more than its share. */
async function fitTogether(
  media: Media,
  images: readonly Read[],
  { limitBytes, togetherBytes }: Record<'limitBytes' | 'togetherBytes', number>,
): Promise<(Read & FittedImage)[]> {
  const shrinkTo = async (most: number) => {
    const smaller: (Read & FittedImage)[] = [];
    // One after the other: decoding takes memory.
    for (const image of images) smaller.push({ ...image, ...(await media.fitForUpload(image.bytes, most)) });
    return smaller;
  };
  const fitted = await shrinkTo(limitBytes);
  const totalBytes = fitted.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return totalBytes <= togetherBytes
    ? fitted
    : shrinkTo(Math.min(limitBytes, Math.floor(togetherBytes / images.length)));
}
