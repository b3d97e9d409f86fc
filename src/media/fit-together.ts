// Making images small enough to be sent in one request: the largest are made smaller, those within
// their share stay as they are.
import type { Media } from './media.ts';

/** @param limitBytes for all of them. @returns them in the same order */
export async function fitTogether(media: Media, images: readonly Buffer[], limitBytes: number): Promise<Buffer[]> {
  const shareBytes = shareOf(images, limitBytes);
  const fitted: Buffer[] = [];
  // One after the other: decoding takes memory.
  for (const image of images)
    fitted.push(image.length <= shareBytes ? image : (await media.fitForUpload(image, shareBytes)).bytes);
  return fitted;
}

/** The most that one may have. What small ones leave of theirs is the others'. */
function shareOf(images: readonly Buffer[], limitBytes: number): number {
  const sizes = images.map(({ length }) => length).toSorted((a, b) => a - b);
  let left = limitBytes;
  for (const [index, size] of sizes.entries()) {
    const share = Math.floor(left / (sizes.length - index));
    if (size > share) return share;
    left -= size;
  }
  return Number.POSITIVE_INFINITY;
}
