// Fetching a finished picture, and making sure that it is one.
import { downloadPicture } from './download-picture.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import { inspectPicture, type Picture } from './inspect-picture.ts';
import { PictureError } from './picture-error.ts';

/** No picture of these models comes near it. */
const RESULT_MAX_BYTES = 25 * 1024 * 1024;

/** @throws {PictureError} saying by its kind whether asking again makes sense */
export async function downloadResult(url: string, options: GuardOptions): Promise<Picture> {
  const picture = await inspectPicture(await downloadPicture(url, RESULT_MAX_BYTES, options));
  if (!picture) throw new PictureError('not-an-image', 'not a JPEG, PNG or WebP picture');
  return picture;
}
