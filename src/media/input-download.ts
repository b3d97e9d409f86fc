// Fetching an input picture and making it ready for the model.
import { downloadPicture } from './download-picture.ts';
import type { GuardOptions } from './guarded-fetch.ts';
import type { Picture } from './inspect-picture.ts';
import { INPUT_MAX_BYTES, prepareInput } from './prepare-input.ts';

/** @throws {PictureError} saying by its kind what is wrong with it, and whether asking again makes sense */
export const fetchInput = async (url: string, options: GuardOptions): Promise<Picture> =>
  prepareInput(await downloadPicture(url, INPUT_MAX_BYTES, options));
