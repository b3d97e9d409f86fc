// Fetching a finished image, and making sure that it is one.
import { downloadImage } from './download-image.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import type { Image } from './image.ts';
import { ImageError } from './image-error.ts';
import type { Media } from './media.ts';

/** No image of these models comes near it. */
const RESULT_MAX_BYTES = 25 * 1024 * 1024;

/** @throws {ImageError} saying by its kind whether asking again makes sense */
export async function downloadResult(url: string, media: Media, options: GuardOptions): Promise<Image> {
  const image = await media.inspectImage(await downloadImage(url, RESULT_MAX_BYTES, options));
  if (!image) throw new ImageError('not-an-image', 'not a JPEG, PNG or WebP image');
  return image;
}
