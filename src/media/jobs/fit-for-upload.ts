// Making an image small enough for Discord's upload limit: lower quality first, then fewer pixels,
// never a failure.

import { imageGate } from '../image-gate.ts';
import { decodeImage, GROUND } from './decode-image.ts';
import { imageFormatOf } from './inspect-image.ts';

export interface FittedImage {
  bytes: Buffer;
  /** Without a dot. */
  extension: string;
}

const EXTENSIONS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;
const QUALITIES = [92, 85, 75];
const SMALLER = 0.75;
const SMALLEST_PX = 64;

/** @param limitBytes what Discord takes; an image within it is left as it is */
export async function fitForUpload(bytes: Buffer, limitBytes: number): Promise<FittedImage> {
  const format = imageFormatOf(bytes);
  if (bytes.length <= limitBytes && format) return { bytes, extension: EXTENSIONS[format] };
  return imageGate.run(() => makeSmaller(bytes, limitBytes));
}

async function makeSmaller(bytes: Buffer, limitBytes: number): Promise<FittedImage> {
  for (const quality of QUALITIES) {
    const smaller = await decodeImage(bytes)
      .flatten({ background: GROUND })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (smaller.length <= limitBytes) return { bytes: smaller, extension: EXTENSIONS.jpeg };
  }
  const { width } = await decodeImage(bytes).metadata();
  for (let target = Math.floor(width * SMALLER); target >= SMALLEST_PX; target = Math.floor(target * SMALLER)) {
    const smaller = await decodeImage(bytes)
      .resize({ width: target })
      .flatten({ background: GROUND })
      .jpeg({ quality: 80 })
      .toBuffer();
    if (smaller.length <= limitBytes) return { bytes: smaller, extension: EXTENSIONS.jpeg };
  }
  throw new Error(`an image cannot be made smaller than ${limitBytes} bytes`);
}
