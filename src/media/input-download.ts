// Fetching an input image and making it ready for the model.
import { downloadImage } from './download-image.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import type { Image } from './jobs/inspect-image.ts';
import { INPUT_MAX_BYTES, prepareInput } from './jobs/prepare-input.ts';

/**
 * @throws {ImageError} saying by its kind what is wrong with it, and whether asking again makes
 * sense
 */
export const fetchInput = async (url: string, options: GuardOptions): Promise<Image> =>
  prepareInput(await downloadImage(url, INPUT_MAX_BYTES, options));
