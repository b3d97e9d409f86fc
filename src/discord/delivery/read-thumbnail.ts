// A small copy of a kept image, for lists and reports.
import type { DisplayContext } from './display-context.ts';

/**
 * @returns a JPEG; undefined where the image is no longer kept or cannot be decoded, so that a list
 * is shown without it
 */
export async function readThumbnail(
  { images, media, log }: Pick<DisplayContext, 'images' | 'media' | 'log'>,
  imageId: string,
): Promise<Buffer | undefined> {
  const bytes = await images.read(imageId);
  try {
    return bytes && (await media.thumbnail(bytes));
  } catch (error) {
    log.error({ err: error, imageId }, 'a kept image cannot be decoded');
    return undefined;
  }
}
