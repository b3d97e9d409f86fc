// A small copy of a picture, for a page of several.
import sharp from 'sharp';
import { PIXELS_MAX } from './inspect-picture.ts';

const LONGEST_SIDE_PX = 512;

export const thumbnail = (bytes: Buffer): Promise<Buffer> =>
  sharp(bytes, { limitInputPixels: PIXELS_MAX })
    .resize({ width: LONGEST_SIDE_PX, height: LONGEST_SIDE_PX, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80 })
    .toBuffer();
