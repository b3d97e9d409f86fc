// The photo that waits in a fresh playground for somebody to try an edit on it.
import { renderAsync } from '@resvg/resvg-js';
import sharp from 'sharp';
import { createRandom } from './vtrix-api/image/random.ts';
import { renderContext } from './vtrix-api/image/scene.ts';
import type { World } from './world.ts';

const CHANNEL = 'art';
const SIZE = { width: 1200, height: 800 };

/** Posted once, by another member, in a channel that nobody has written in yet. */
export async function postSamplePhoto({ people }: World): Promise<void> {
  const second = people.as('second');
  if ((await second.messages(CHANNEL)).length > 0) return;
  await second.post('Sunday morning at the lighthouse. What would it look like at night?', {
    channel: CHANNEL,
    files: [{ name: 'lighthouse.jpg', bytes: await samplePhoto(), contentType: 'image/jpeg' }],
  });
}

export async function samplePhoto(): Promise<Buffer> {
  const random = createRandom('yesterday evening');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">${renderContext('a lighthouse by the sea', SIZE, random)}</svg>`;
  const { pixels, width, height } = await renderAsync(svg);
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 90 })
    .toBuffer();
}
