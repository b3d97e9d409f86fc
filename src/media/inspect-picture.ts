// What a picture really is, by its bytes: names and declared types are somebody's claim.
import sharp from 'sharp';

export const pictureFormats = ['jpeg', 'png', 'webp'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export interface Picture {
  bytes: Buffer;
  format: PictureFormat;
  width: number;
  height: number;
}

/** Far above what any model draws, far below what fills the memory. */
const PIXELS_MAX = 50_000_000;

/** By the first bytes alone (WHATWG MIME Sniffing, 6.1). */
export function sniffFormat(bytes: Buffer): PictureFormat | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  const isRiff = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
  return isRiff ? 'webp' : undefined;
}

/** Decodes the picture to be sure of it. @returns undefined for what is no whole JPEG, PNG or WebP */
export async function inspectPicture(bytes: Buffer): Promise<Picture | undefined> {
  const format = sniffFormat(bytes);
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
