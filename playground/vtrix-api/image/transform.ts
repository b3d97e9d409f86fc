// Edits that are visibly edits: what the prompt asks for and the stand-in knows is really done to
// the input images.
import { renderAsync } from '@resvg/resvg-js';
import sharp, { type Sharp } from 'sharp';
import type { Params } from '../validate.ts';
import { caption, escapeXml } from './caption.ts';
import { FONT_FILES } from './fonts.ts';
import { imageSize, type Size } from './image-size.ts';

const INPUT_PIXELS_MAX = 50_000_000;

type Change = (image: Sharp) => Sharp;

const SEPIA: [[number, number, number], [number, number, number], [number, number, number]] = [
  [0.393, 0.769, 0.189],
  [0.349, 0.686, 0.168],
  [0.272, 0.534, 0.131],
];

const CHANGES: readonly [RegExp, Change][] = [
  [/black and white|monochrome|greyscale|grayscale|b&w/i, (image) => image.greyscale()],
  [/\bblur/i, (image) => image.blur(12)],
  [/upside down|\bflip/i, (image) => image.flip()],
  [/\bmirror/i, (image) => image.flop()],
  [/\brotate|\bturn/i, (image) => image.rotate(90)],
  [/\bbright/i, (image) => image.modulate({ brightness: 1.4 })],
  [/\bdark|\bnight/i, (image) => image.modulate({ brightness: 0.55 })],
  [/\bsepia|\bold photo|\bvintage/i, (image) => image.recomb(SEPIA)],
  [/\bwarm/i, (image) => image.linear([1.18, 1.03, 0.82], [0, 0, 0])],
  [/\bcold|\bcool/i, (image) => image.linear([0.82, 1, 1.2], [0, 0, 0])],
  [/\binvert|\bnegative/i, (image) => image.negate({ alpha: false })],
];

/** Where nothing is understood, the image still changes, and says so by its caption. */
const DEFAULT_CHANGE: Change = (image) => image.modulate({ saturation: 1.6, hue: 25 });

/**
 * @param inputs Base64, bare or as data URLs; links are not followed, and a plain field stands for
 * them: nothing here reaches beyond this machine
 */
export async function transformImages(inputs: readonly string[], params: Params): Promise<Sharp> {
  const images = await Promise.all(inputs.map(readInput));
  const base = images.length > 1 ? await sideBySide(images) : images[0];
  if (!base) throw new Error('no input image');
  const changes = CHANGES.filter(([word]) => word.test(params.prompt)).map(([, change]) => change);
  const text = /(?:text|words?|say(?:ing|s)?|sign)[^"“]*["“]([^"”]{1,80})["”]/i.exec(params.prompt)?.[1];
  const isPixelated = /\bpixel/i.test(params.prompt);
  const isUnderstood = changes.length > 0 || text !== undefined || isPixelated || images.length > 1;
  // Each change sees the result of the one before: sharp orders the steps of one pipeline in its
  // own way.
  let bytes = base;
  for (const change of isUnderstood ? changes : [DEFAULT_CHANGE]) bytes = await change(sharp(bytes)).png().toBuffer();
  if (isPixelated) bytes = await pixelate(bytes);
  bytes = await fitToRatio(bytes, params.aspect_ratio);
  const { width, height } = await sharp(bytes).metadata();
  return sharp(bytes).composite([{ input: await overlay(params.prompt, text, { width, height }) }]);
}

async function readInput(input: string): Promise<Buffer> {
  if (/^https?:/.test(input))
    return sharp({ create: { width: 768, height: 768, channels: 3, background: '#8090a0' } })
      .png()
      .toBuffer();
  const bytes = Buffer.from(input.replace(/^data:image\/\w+;base64,/, ''), 'base64');
  return sharp(bytes, { limitInputPixels: INPUT_PIXELS_MAX })
    .rotate()
    .resize(1024, 1024, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .png()
    .toBuffer();
}

const COLUMN_HEIGHT = 640;

async function sideBySide(images: readonly Buffer[]): Promise<Buffer> {
  const columns = await Promise.all(
    images.map((image) => sharp(image).resize({ height: COLUMN_HEIGHT }).toBuffer({ resolveWithObject: true })),
  );
  const gap = 12;
  let left = 0;
  const placed = columns.map(({ data, info }) => {
    const at = { input: data, left, top: 0 };
    left += info.width + gap;
    return at;
  });
  return sharp({ create: { width: left - gap, height: COLUMN_HEIGHT, channels: 3, background: '#ffffff' } })
    .composite(placed)
    .png()
    .toBuffer();
}

async function pixelate(bytes: Buffer): Promise<Buffer> {
  const { width, height } = await sharp(bytes).metadata();
  const coarse = await sharp(bytes)
    .resize(Math.max(8, Math.round(width / 24)))
    .png()
    .toBuffer();
  return sharp(coarse).resize(width, height, { fit: 'fill', kernel: 'nearest' }).png().toBuffer();
}

async function fitToRatio(bytes: Buffer, aspectRatio: string | undefined): Promise<Buffer> {
  if (aspectRatio === undefined) return bytes;
  const { width, height } = imageSize(aspectRatio);
  return sharp(bytes).resize(width, height, { fit: 'cover' }).png().toBuffer();
}

async function overlay(prompt: string, text: string | undefined, size: Size): Promise<Buffer> {
  const { width, height } = size;
  const fontSize = Math.round(Math.min(width / Math.max(6, (text?.length ?? 0) * 0.7), height * 0.16));
  const big =
    text === undefined
      ? ''
      : `<text x="50%" y="${Math.round(height * 0.22)}" text-anchor="middle" font-family="DejaVu Sans" font-weight="bold" font-size="${fontSize}" fill="#fff" stroke="#101018" stroke-width="${Math.max(2, fontSize / 18)}" paint-order="stroke">${escapeXml(text)}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${big}${caption(prompt, size, 1)}</svg>`;
  const image = await renderAsync(svg, {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return image.asPng();
}
