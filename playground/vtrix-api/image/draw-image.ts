// The images of the stand-in: a scene that follows seed, prompt and aspect ratio, or the input
// images visibly changed as asked.
import { renderAsync } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';
import type { Params } from '../validate.ts';
import { caption } from './caption.ts';
import { FONT_FILES } from './fonts.ts';
import { imageSize } from './image-size.ts';
import { createRandom } from './random.ts';
import { renderContext } from './scene.ts';
import { transformImages } from './transform.ts';

export interface StandInImage {
  bytes: Buffer;
  type: 'image/jpeg' | 'image/png';
}

/** The same parameters and index give the same bytes. @param index of several images of one task */
export async function drawImage(params: Params, index = 0): Promise<StandInImage> {
  const inputs = [params.input_image, params.input_image_2, params.input_image_3, params.input_image_4].filter(
    (input) => input !== undefined,
  );
  const image = inputs.length > 0 ? await transformImages(inputs, params) : await drawScene(params, index);
  const isPng = params.output_format === 'png';
  const bytes = isPng ? await image.png().toBuffer() : await image.jpeg({ quality: 88 }).toBuffer();
  return { bytes, type: isPng ? 'image/png' : 'image/jpeg' };
}

async function drawScene(params: Params, index: number): Promise<Sharp> {
  const size = imageSize(params.aspect_ratio);
  const random = createRandom(`${params.seed ?? 0}/${index}/${params.prompt}/${params.negative_prompt ?? ''}`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${renderContext(params.prompt, size, random)}${caption(params.prompt, size)}</svg>`;
  const image = await renderAsync(svg, {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 4 } }).removeAlpha();
}
