// A small copy of an image, for a page of several.

import { decodeImage, GROUND } from './decode-image.ts';

const LONGEST_SIDE_PX = 512;

export const thumbnail = (bytes: Buffer): Promise<Buffer> =>
  decodeImage(bytes)
    .resize({ width: LONGEST_SIDE_PX, height: LONGEST_SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: GROUND })
    .jpeg({ quality: 80 })
    .toBuffer();
