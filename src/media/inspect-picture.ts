// Whether a finished picture is one: a whole JPEG, PNG or WebP.
import sharp from 'sharp';
import { sniffFormat } from './sniff-format.ts';

export const pictureFormats = ['jpeg', 'png', 'webp'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export interface Picture {
  bytes: Buffer;
  format: PictureFormat;
  width: number;
  height: number;
}

/** Far above what any model draws, far below what fills the memory. */
export const PIXELS_MAX = 50_000_000;

/** What this program keeps and shows as it is. */
export const pictureFormatOf = (bytes: Buffer): PictureFormat | undefined =>
  pictureFormats.find((format) => format === sniffFormat(bytes));

/** Decodes the picture to be sure of it. @returns undefined for what is no whole JPEG, PNG or WebP */
export async function inspectPicture(bytes: Buffer): Promise<Picture | undefined> {
  const format = pictureFormatOf(bytes);
  if (!format) return undefined;
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'truncated' });
    const { width, height, format: decoded } = await image.metadata();
    // A truncated file has a good head; only its pixels tell.
    await image.clone().resize(1, 1, { fit: 'fill' }).raw().toBuffer();
    return decoded === format ? { bytes, format, width, height } : undefined;
  } catch {
    return undefined;
  }
}
