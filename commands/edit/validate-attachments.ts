// Images as their senders declare them: what is plainly too large or no image is refused before
// anything is done.

import { declaredKind, type FoundImage } from '../../src/discord/api/message-images.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import { UserError, WithheldError } from '../../src/errors.ts';
import { INPUT_MAX_BYTES } from '../../src/media/input-download.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import type { Translate } from '../../src/text/text.ts';

/** As many as the model takes together. */
export const INPUTS_MAX = 4;

/** What is shown of a file's name. */
const NAME_SHOWN_MAX = 80;

/** @throws {UserError} for more than the model takes together */
export function refuseTooMany({ length: count }: readonly unknown[], t: Translate): void {
  if (count > INPUTS_MAX) throw new UserError(t('refusal.tooManyImages', { count, most: INPUTS_MAX }));
}

/**
 * @throws {WithheldError} naming the file and the limit. The bytes are looked at later, whatever is
 * declared.
 */
export function toSources(images: readonly FoundImage[], t: Translate): InputSource[] {
  refuseTooMany(images, t);
  for (const { name, contentType, sizeBytes = 0 } of images) {
    const detail = quote(name, NAME_SHOWN_MAX);
    if (sizeBytes > INPUT_MAX_BYTES) throw new WithheldError(t('failure.input-too-large', { detail }));
    if (contentType !== undefined && /^image\/hei[cf]/.test(contentType))
      throw new WithheldError(t('failure.input-heic', { detail }));
    if (declaredKind({ filename: name, content_type: contentType }) === 'other')
      throw new WithheldError(t('failure.input-not-an-image', { detail }));
  }
  return images.map(({ name, url }) => ({ name, url }));
}

/** What a form lets people choose among; it is checked once it is sent. */
export const toOffered = (images: readonly FoundImage[]): InputSource[] =>
  images.map(({ name, url, isSpoiler }) => ({ name, url, isSpoiler }));
