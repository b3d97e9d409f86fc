// Fetching a finished image, and making sure that it is one.
import { downloadImage } from './download-image.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import { ImageError } from './image-error.ts';
import { type Image, inspectImage } from './jobs/inspect-image.ts';

/** No image of these models comes near it. */
const RESULT_MAX_BYTES = 25 * 1024 * 1024;

/** @throws {ImageError} saying by its kind whether asking again makes sense */
export async function downloadResult(url: string, options: GuardOptions): Promise<Image> {
  const image = await inspectImage(await downloadImage(url, RESULT_MAX_BYTES, options));
  if (!image) throw new ImageError('not-an-image', 'not a JPEG, PNG or WebP image');
  return image;
}
