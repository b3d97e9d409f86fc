// An input picture made ready for the model: what it really is, upright, without metadata, no larger than the model uses.
import sharp, { type Metadata, type Sharp } from 'sharp';
import { isBarePicture } from './bare-picture.ts';
import { inspectPicture, PIXELS_MAX, type Picture, pictureFormatOf } from './inspect-picture.ts';
import { PictureError } from './picture-error.ts';
import { sniffFormat } from './sniff-format.ts';

/** What one input may weigh, and what the model uses of it. */
export const INPUT_MAX_BYTES = 20 * 1024 * 1024;
export const INPUT_MAX_PIXELS = PIXELS_MAX;
const LONGEST_SIDE_PX = 2048;
/** Above it a lossless copy is not worth its size. */
const LOSSLESS_MAX_BYTES = 6 * 1024 * 1024;
const QUALITY = 92;

/**
 * Left as it is where nothing has to change, so that no quality is lost; else turned upright, stripped, scaled and encoded anew. Of animations the first frame.
 * @throws {PictureError} `not-an-image`, `heic`, `too-many-pixels`, `broken`
 */
export async function prepareInput(bytes: Buffer): Promise<Picture> {
  const format = sniffFormat(bytes);
  if (format === undefined) throw new PictureError('not-an-image', 'no picture by its first bytes');
  if (format === 'heic') throw new PictureError('heic', 'a HEIC picture');
  try {
    // Limits are ours, below: sharp's own error does not tell too large from broken.
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    refuseBomb(metadata);
    return (await keepAsItIs(bytes, metadata)) ?? (await encodeAnew(bytes, metadata));
  } catch (error) {
    if (error instanceof PictureError) throw error;
    throw new PictureError('broken', 'the picture cannot be decoded', { cause: error });
  }
}

function refuseBomb({ width, height }: Metadata): void {
  if (width * height > INPUT_MAX_PIXELS) throw new PictureError('too-many-pixels', `${width} × ${height} pixels`);
}

async function keepAsItIs(bytes: Buffer, metadata: Metadata): Promise<Picture | undefined> {
  const { width, height, orientation = 1, pages = 1, space } = metadata;
  const format = pictureFormatOf(bytes);
  const isFit = Math.max(width, height) <= LONGEST_SIDE_PX && orientation === 1 && pages === 1 && space !== 'cmyk';
  return format && isFit && isBarePicture(bytes, format) ? inspectPicture(bytes) : undefined;
}

async function encodeAnew(bytes: Buffer, { hasAlpha, format }: Metadata): Promise<Picture> {
  // `truncated` lets harmless oddities of old encoders pass; autoOrient applies EXIF's turn before it is dropped.
  const upright = sharp(bytes, { limitInputPixels: INPUT_MAX_PIXELS, failOn: 'truncated' })
    .autoOrient()
    .resize({ width: LONGEST_SIDE_PX, height: LONGEST_SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  const wasLossless = format === 'png' || format === 'gif';
  if (hasAlpha || wasLossless) {
    const lossless = await toPicture(upright.clone().png(), 'png');
    if (lossless.bytes.length <= LOSSLESS_MAX_BYTES) return lossless;
  }
  const encoded = hasAlpha ? upright.webp({ quality: QUALITY }) : upright.jpeg({ quality: QUALITY });
  return toPicture(encoded, hasAlpha ? 'webp' : 'jpeg');
}

async function toPicture(image: Sharp, format: Picture['format']): Promise<Picture> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { bytes: data, format, width: info.width, height: info.height };
}
