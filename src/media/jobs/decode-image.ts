// How images are decoded, for all of their life: strictly. What decodes here decodes for everybody
// who reads it later.
import sharp, { type Sharp } from 'sharp';
import { repairJpeg } from './repair-jpeg.ts';

/** Far above what any model draws, far below what fills the memory. */
export const PIXELS_MAX = 50_000_000;

/** What transparent parts show, everywhere. */
export const GROUND = '#ffffff';

// Nothing is decoded twice in a row, so a cache only holds memory; a few threads for each image,
// since some are at work at once.
sharp.cache(false);
sharp.concurrency(2);

/** The decoder fails at the first thing that is odd in the file. */
export const decodeImage = (bytes: Buffer): Sharp => sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'warning' });

/** Decodes every pixel. */
export async function isSound(bytes: Buffer): Promise<boolean> {
  try {
    // A truncated file has a good head; only its pixels tell. Not made smaller: scaling leaves the
    // last lines out.
    await decodeImage(bytes).greyscale().raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * What decoders say of files that have all their pixels. Of several warnings only the first is
 * told, so there must be no other.
 */
const HARMLESS = [
  /^VipsJpeg: Invalid SOS parameters/,
  /^VipsJpeg: Corrupt JPEG data: \d+ extraneous bytes before marker/,
];

/**
 * For intake: bytes that decode strictly and show what `bytes` shows.
 * @returns the same bytes where nothing is wrong with them; repaired or encoded anew where they are
 * harmlessly odd; undefined where a part of the image is missing
 */
export async function makeSound(bytes: Buffer): Promise<Buffer | undefined> {
  if (await isSound(bytes)) return bytes;
  const repaired = repairJpeg(bytes);
  if (repaired !== bytes && (await isSound(repaired))) return repaired;
  return encodeLeniently(repaired);
}

async function encodeLeniently(bytes: Buffer): Promise<Buffer | undefined> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'truncated' });
    const warnings: string[] = [];
    image.on('warning', (warning: string) => warnings.push(warning.trim()));
    const { format } = await image.metadata();
    const upright = image.autoOrient();
    const encoded = await (format === 'jpeg' ? upright.jpeg({ quality: 95 }) : upright.png()).toBuffer();
    const isHarmless =
      format !== 'jpeg' || (isOnlyOne(warnings) && HARMLESS.some((known) => warnings.some((text) => known.test(text))));
    return isHarmless ? encoded : undefined;
  } catch {
    return undefined;
  }
}

const isOnlyOne = (warnings: readonly string[]): boolean =>
  warnings.every((text) => !/^read gave (?!1 )\d+ warnings/.test(text));
