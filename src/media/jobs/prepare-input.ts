// An input image made ready for the model: what it really is, upright, without metadata or
// transparency, no larger than the model uses.
import sharp, { type Metadata, type Sharp } from 'sharp';
import { type Image, imageFormatOf } from '../image.ts';
import { ImageError } from '../image-error.ts';
import { sniffFormat } from '../sniff-format.ts';
import { isBareImage } from './bare-image.ts';
import { decodeImage, GROUND, isSound, makeSound, PIXELS_MAX } from './decode-image.ts';

/** What the model uses of an input. */
const LONGEST_SIDE_PX = 2048;
/** No model can use what is smaller, or a strip longer than this times its width. */
const SHORTEST_SIDE_PX = 64;
const RATIO_MAX = 8;
/** Above it a lossless copy is not worth its size. */
const LOSSLESS_MAX_BYTES = 6 * 1024 * 1024;
const QUALITY = 92;

/**
 * Left as it is where it means the same to every reader, so that no quality is lost; else turned
 * upright, stripped, flattened, scaled and encoded anew with 8 bits in sRGB. Of animations the
 * first frame.
 * @throws {ImageError} `not-an-image`, `heic`, `too-many-pixels`, `bad-shape`, `broken`
 */
export async function prepareInput(bytes: Buffer): Promise<Image> {
  const format = sniffFormat(bytes);
  if (format === undefined) throw new ImageError('not-an-image', 'no image by its first bytes');
  if (format === 'heic') throw new ImageError('heic', 'a HEIC image');
  try {
    const metadata = await readMetadata(bytes);
    refuseBomb(metadata);
    refuseShape(metadata);
    return (await prepare(bytes, metadata)) ?? (await prepareOdd(bytes));
  } catch (error) {
    if (error instanceof ImageError) throw error;
    throw new ImageError('broken', 'the image cannot be decoded', { cause: error });
  }
}

/** Limits are ours: sharp's own error does not tell too large from broken. */
const readMetadata = (bytes: Buffer): Promise<Metadata> =>
  sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();

function refuseBomb({ width, height }: Metadata): void {
  if (width * height > PIXELS_MAX) throw new ImageError('too-many-pixels', `${width} × ${height} pixels`);
}

function refuseShape({ width, height }: Metadata): void {
  const [short, long] = width < height ? [width, height] : [height, width];
  if (short < SHORTEST_SIDE_PX || long > short * RATIO_MAX)
    throw new ImageError('bad-shape', `${width} × ${height} pixels`);
}

/** @returns undefined for what does not decode strictly */
async function prepare(bytes: Buffer, metadata: Metadata): Promise<Image | undefined> {
  const format = imageFormatOf(bytes);
  if (format && mayStay(metadata) && isBareImage(bytes, format)) {
    const { width, height } = metadata;
    if (!(await isSound(bytes))) return undefined;
    if (!metadata.hasAlpha || (await isOpaque(bytes))) return { bytes, format, width, height };
  }
  try {
    return await encodeAnew(bytes, metadata);
  } catch {
    return undefined;
  }
}

async function prepareOdd(bytes: Buffer): Promise<Image> {
  const sound = await makeSound(bytes);
  const image = sound && (await prepare(sound, await readMetadata(sound)));
  if (!image) throw new ImageError('broken', 'a part of the image is missing');
  return image;
}

/** Many programs write an alpha channel that hides nothing. */
async function isOpaque(bytes: Buffer): Promise<boolean> {
  const alpha = await decodeImage(bytes).extractChannel('alpha').raw().toBuffer();
  return alpha.equals(Buffer.alloc(alpha.length, 255));
}

/** Eight bits, grey or sRGB: readers differ in what they make of anything else. */
function mayStay({ width, height, orientation = 1, pages = 1, space, depth }: Metadata): boolean {
  const isPlain = depth === 'uchar' && (space === 'srgb' || space === 'b-w');
  return isPlain && Math.max(width, height) <= LONGEST_SIDE_PX && orientation === 1 && pages === 1;
}

async function encodeAnew(bytes: Buffer, { hasAlpha, format }: Metadata): Promise<Image> {
  // autoOrient applies EXIF's turn before it is dropped.
  const upright = decodeImage(bytes)
    .autoOrient()
    .flatten({ background: GROUND })
    .resize({ width: LONGEST_SIDE_PX, height: LONGEST_SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  if (hasAlpha || format === 'png' || format === 'gif') {
    const lossless = await toImage(upright.clone().png(), 'png');
    if (lossless.bytes.length <= LOSSLESS_MAX_BYTES) return lossless;
  }
  return toImage(upright.jpeg({ quality: QUALITY }), 'jpeg');
}

async function toImage(image: Sharp, format: Image['format']): Promise<Image> {
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { bytes: data, format, width: info.width, height: info.height };
}
