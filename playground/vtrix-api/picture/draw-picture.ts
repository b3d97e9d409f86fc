// The pictures of the stand-in: a scene that follows seed, prompt and aspect ratio, or the input pictures visibly changed as asked.
import { renderAsync } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';
import type { Params } from '../validate.ts';
import { caption } from './caption.ts';
import { FONT_FILES } from './fonts.ts';
import { pictureSize } from './picture-size.ts';
import { createRandom } from './random.ts';
import { renderContext } from './scene.ts';
import { transformPictures } from './transform.ts';

export interface DrawnPicture {
  bytes: Buffer;
  type: 'image/jpeg' | 'image/png';
}

/** The same parameters and index give the same bytes. @param index of several pictures of one task */
export async function drawPicture(params: Params, index = 0): Promise<DrawnPicture> {
  const inputs = [params.input_image, params.input_image_2, params.input_image_3, params.input_image_4].filter(
    (input) => input !== undefined,
  );
  const picture = inputs.length > 0 ? await transformPictures(inputs, params) : await drawScene(params, index);
  const isPng = params.output_format === 'png';
  const bytes = isPng ? await picture.png().toBuffer() : await picture.jpeg({ quality: 88 }).toBuffer();
  return { bytes, type: isPng ? 'image/png' : 'image/jpeg' };
}

async function drawScene(params: Params, index: number): Promise<Sharp> {
  const size = pictureSize(params.aspect_ratio);
  const random = createRandom(`${params.seed ?? 0}/${index}/${params.prompt}/${params.negative_prompt ?? ''}`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${renderContext(params.prompt, size, random)}${caption(params.prompt, size)}</svg>`;
  const image = await renderAsync(svg, {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return sharp(image.pixels, { raw: { width: image.width, height: image.height, channels: 4 } }).removeAlpha();
}
