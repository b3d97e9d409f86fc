// Whether a finished image is one: a whole JPEG, PNG or WebP.

import { type Image, imageFormatOf } from '../image.ts';
import { decodeImage, makeSound } from './decode-image.ts';

/**
 * Decodes the image to be sure of it. What is harmlessly odd comes back repaired or encoded anew,
 * so that it decodes later too.
 * @returns undefined for what is no whole JPEG, PNG or WebP
 */
export async function inspectImage(bytes: Buffer): Promise<Image | undefined> {
  if (!imageFormatOf(bytes)) return undefined;
  const sound = await makeSound(bytes);
  const format = sound && imageFormatOf(sound);
  if (!format) return undefined;
  const { width, height, format: decoded } = await decodeImage(sound).metadata();
  return decoded === format ? { bytes: sound, format, width, height } : undefined;
}
