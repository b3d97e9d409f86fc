// A request's message with its picture, ready to be sent: rendered, and small enough for where it goes.
import type { RawFile } from 'discord.js';
import type { Kysely } from 'kysely';
import { fitForUpload } from '../media/fit-for-upload.ts';
import type { PictureStore } from '../media/picture-store.ts';
import { settingsOf } from '../servers/settings.store.ts';
import type { Database } from '../store/schema.ts';
import type { DurationEstimator } from '../tasks/duration-estimator.ts';
import type { RequestView } from '../tasks/requests.store.ts';
import type { Language } from '../text/text.ts';
import type { Parcel } from './delivery-ladder.ts';
import { isBlockedByAutoMod, isTooLarge } from './discord-error.ts';
import { type RenderedRequest, renderRequest } from './render-request.ts';

export interface PackContext {
  db: Kysely<Database>;
  pictures: PictureStore;
  durations: DurationEstimator;
  languageOf(locale: string): Language;
  now(): number;
}

export interface Packing {
  /** What Discord takes where it goes. */
  limitBytes: number;
  /** Set where the server's AutoMod has refused the prompt's text. */
  hidePrompt?: boolean;
  /** Set where its member is told apart, alone, why a picture of theirs cannot be used. */
  explainsApart?: boolean;
}

export async function packRequest(
  context: PackContext,
  view: RequestView,
  { limitBytes, ...concessions }: Packing,
): Promise<Parcel> {
  const language = context.languageOf(view.request.locale);
  const { show_costs } = await settingsOf(context.db, view.request.guild_id);
  const hideCosts = !show_costs && view.request.is_private === 0;
  const scene = { language, durations: context.durations, now: context.now(), hideCosts, ...concessions };
  const { picture, ...message } = renderRequest(view, scene);
  if (!picture) return { message, files: [], attachments: hasFailed(view) ? undefined : [] };
  const file = await readPicture(context.pictures, picture, limitBytes);
  if (!file) {
    const content = `${message.content}\n${language.t('request.missingPicture')}`;
    return { message: { ...message, content }, files: [], attachments: [] };
  }
  const description = concessions.hidePrompt ? language.t('request.gone') : picture.description;
  return { message, files: [file], attachments: [{ id: '0', description }] };
}

/** Sends it as rendered; then without the prompt where AutoMod minds it, or smaller where the file is too large. */
export async function packConceding<Answer>(
  context: PackContext,
  view: RequestView,
  packing: Packing,
  send: (parcel: Parcel) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(await packRequest(context, view, packing));
  } catch (error) {
    if (isBlockedByAutoMod(error)) return send(await packRequest(context, view, { ...packing, hidePrompt: true }));
    if (isTooLarge(error))
      return send(await packRequest(context, view, { ...packing, limitBytes: packing.limitBytes / 2 }));
    throw error;
  }
}
/** Its message shows a picture only where a backup was put back that knows nothing of it: that was paid for, and stays. */
const hasFailed = ({ tasks }: RequestView): boolean =>
  tasks.some(({ state }) => state === 'failed' || state === 'unconfirmed');

async function readPicture(
  pictures: PictureStore,
  picture: NonNullable<RenderedRequest['picture']>,
  limitBytes: number,
): Promise<RawFile | undefined> {
  const bytes = await pictures.read(picture.id);
  if (!bytes) return undefined;
  const fitted = await fitForUpload(bytes, limitBytes);
  return { name: picture.name.replace(/\.\w+$/, `.${fitted.extension}`), data: fitted.bytes };
}
