// Whether a finished picture is one: a whole JPEG, PNG or WebP.
import { decodeImage, makeSound } from './decode-image.ts';
import { imageGate } from './image-gate.ts';
import { sniffFormat } from './sniff-format.ts';

export const pictureFormats = ['jpeg', 'png', 'webp'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export interface Picture {
  bytes: Buffer;
  format: PictureFormat;
  width: number;
  height: number;
}

/** What this program keeps and shows as it is. */
export const pictureFormatOf = (bytes: Buffer): PictureFormat | undefined =>
  pictureFormats.find((format) => format === sniffFormat(bytes));

/**
 * Decodes the picture to be sure of it. What is harmlessly odd comes back repaired or encoded anew, so that it decodes later too.
 * @returns undefined for what is no whole JPEG, PNG or WebP
 */
export async function inspectPicture(bytes: Buffer): Promise<Picture | undefined> {
  return pictureFormatOf(bytes) ? imageGate.run(() => inspect(bytes)) : undefined;
}

async function inspect(bytes: Buffer): Promise<Picture | undefined> {
  const sound = await makeSound(bytes);
  const format = sound && pictureFormatOf(sound);
  if (!format) return undefined;
  const { width, height, format: decoded } = await decodeImage(sound).metadata();
  return decoded === format ? { bytes: sound, format, width, height } : undefined;
}
