// Whether a finished image is one: a whole JPEG, PNG or WebP.

import { imageGate } from '../image-gate.ts';
import { sniffFormat } from '../sniff-format.ts';
import { decodeImage, makeSound } from './decode-image.ts';

export const imageFormats = ['jpeg', 'png', 'webp'] as const;
export type ImageFormat = (typeof imageFormats)[number];

export interface Image {
  bytes: Buffer;
  format: ImageFormat;
  width: number;
  height: number;
}

/** What this program keeps and shows as it is. */
export const imageFormatOf = (bytes: Buffer): ImageFormat | undefined =>
  imageFormats.find((format) => format === sniffFormat(bytes));

/**
 * Decodes the image to be sure of it. What is harmlessly odd comes back repaired or encoded anew,
 * so that it decodes later too.
 * @returns undefined for what is no whole JPEG, PNG or WebP
 */
export async function inspectImage(bytes: Buffer): Promise<Image | undefined> {
  return imageFormatOf(bytes) ? imageGate.run(() => inspect(bytes)) : undefined;
}

async function inspect(bytes: Buffer): Promise<Image | undefined> {
  const sound = await makeSound(bytes);
  const format = sound && imageFormatOf(sound);
  if (!format) return undefined;
  const { width, height, format: decoded } = await decodeImage(sound).metadata();
  return decoded === format ? { bytes: sound, format, width, height } : undefined;
}
