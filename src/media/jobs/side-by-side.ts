// Two images in one, for comparing: the same height, a gap between them.
import sharp from 'sharp';
import { decodeImage, GROUND } from './decode-image.ts';

const TALLEST_PX = 1024;
/** A thin strip, enlarged to the other's height, would be wider than any file may be. */
const WIDEST_PX = 2_560;
const GAP_PX = 16;
/** Neither Discord's dark nor its light ground. */
const GAP_COLOUR = '#80848e';

/**
 * @returns a JPEG: `left`, then `right`, neither enlarged beyond the taller one's height, a strip
 * less than that
 */
export async function sideBySide(left: Buffer, right: Buffer): Promise<Buffer> {
  const sizes = await Promise.all([left, right].map((image) => decodeImage(image).metadata()));
  const height = Math.min(TALLEST_PX, Math.max(...sizes.map((size) => size.height)));
  const columns = await Promise.all(
    [left, right].map((image) =>
      decodeImage(image)
        .resize({ width: WIDEST_PX, height, fit: 'inside' })
        .flatten({ background: GROUND })
        .png()
        .toBuffer({ resolveWithObject: true }),
    ),
  );
  const [first, second] = columns;
  if (!first || !second) throw new Error('two images are compared');
  const width = first.info.width + GAP_PX + second.info.width;
  const middle = (column: { height: number }) => Math.floor((height - column.height) / 2);
  return sharp({ create: { width, height, channels: 3, background: GAP_COLOUR } })
    .composite([
      { input: first.data, left: 0, top: middle(first.info) },
      { input: second.data, left: first.info.width + GAP_PX, top: middle(second.info) },
    ])
    .jpeg({ quality: 90 })
    .toBuffer();
}
