// Fetching an input image and making it ready for the model.
import { downloadImage } from './download-image.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import type { Image } from './image.ts';
import type { Media } from './media.ts';

/** What one input may weigh. */
export const INPUT_MAX_BYTES = 20 * 1024 * 1024;

/**
 * @throws {ImageError} saying by its kind what is wrong with it, and whether asking again makes
 * sense
 */
export const fetchInput = async (url: string, media: Media, options: GuardOptions): Promise<Image> =>
  media.prepareInput(await downloadImage(url, INPUT_MAX_BYTES, options));
