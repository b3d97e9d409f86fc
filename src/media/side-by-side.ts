// Two pictures in one, for comparing: the same height, a gap between them.
import sharp from 'sharp';
import { PIXELS_MAX } from './inspect-picture.ts';

const TALLEST_PX = 1024;
const GAP_PX = 16;
/** Neither Discord's dark nor its light ground. */
const GAP_COLOUR = '#80848e';

/** @returns a JPEG: `left`, then `right`, neither enlarged beyond the taller one's height */
export async function sideBySide(left: Buffer, right: Buffer): Promise<Buffer> {
  const sizes = await Promise.all([left, right].map((picture) => sharp(picture).metadata()));
  const height = Math.min(TALLEST_PX, Math.max(...sizes.map((size) => size.height)));
  const columns = await Promise.all(
    [left, right].map((picture) =>
      sharp(picture, { limitInputPixels: PIXELS_MAX })
        .resize({ height })
        .flatten({ background: '#ffffff' })
        .png()
        .toBuffer({ resolveWithObject: true }),
    ),
  );
  const [first, second] = columns;
  if (!first || !second) throw new Error('two pictures are compared');
  const width = first.info.width + GAP_PX + second.info.width;
  return sharp({ create: { width, height, channels: 3, background: GAP_COLOUR } })
    .composite([
      { input: first.data, left: 0, top: 0 },
      { input: second.data, left: first.info.width + GAP_PX, top: 0 },
    ])
    .jpeg({ quality: 90 })
    .toBuffer();
}
