// Making an image small enough for Discord's upload limit: lower quality first, then fewer pixels.
import { decodeImage, GROUND } from './decode-image.ts';

const QUALITIES = [92, 85, 75];
const SMALLER = 0.75;
const SMALLEST_PX = 64;

/**
 * @returns a JPEG of `limitBytes` at most
 * @throws where the smallest is larger than that
 */
export async function shrinkForUpload(bytes: Buffer, limitBytes: number): Promise<Buffer> {
  for (const quality of QUALITIES) {
    const smaller = await decodeImage(bytes)
      .flatten({ background: GROUND })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (smaller.length <= limitBytes) return smaller;
  }
  const { width } = await decodeImage(bytes).metadata();
  for (let target = Math.floor(width * SMALLER); target >= SMALLEST_PX; target = Math.floor(target * SMALLER)) {
    const smaller = await decodeImage(bytes)
      .resize({ width: target })
      .flatten({ background: GROUND })
      .jpeg({ quality: 80 })
      .toBuffer();
    if (smaller.length <= limitBytes) return smaller;
  }
  throw new Error(`an image cannot be made smaller than ${limitBytes} bytes`);
}
