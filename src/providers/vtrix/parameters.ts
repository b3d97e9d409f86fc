// The parameters of FLUX.1 Kontext [max] and [pro] with their ranges, as the vendor's page for the
// model gives them.
import { z } from 'zod';

/**
 * Ranges that a form can show before anything is sent. Seeds and texts have no published limit:
 * these are what is sensible.
 */
export const PARAMETER_LIMITS = {
  prompt: { maxLength: 4_000 },
  negative_prompt: { maxLength: 2_000 },
  seed: { min: 0, max: 2 ** 32 - 1 },
  steps: { min: 1, max: 50 },
  guidance_scale: { min: 1, max: 10 },
  safety_tolerance: { min: 0, max: 6 },
} as const;

/** What people ask for most, widest first. */
export const commonAspectRatios: readonly string[] = [
  '21:9',
  '16:9',
  '3:2',
  '4:3',
  '5:4',
  '1:1',
  '4:5',
  '3:4',
  '2:3',
  '9:16',
  '9:21',
];

export interface AspectRatio {
  width: number;
  height: number;
  /** As the API takes it: `16:9`. */
  text: string;
}

/** The widest and, turned round, the tallest that the model draws. */
const WIDEST = { width: 21, height: 9 };

/** Words that people write for a ratio, in lower case. */
const RATIO_WORDS: ReadonlyMap<string, string> = new Map([
  ['ultrawide', '21:9'],
  ['wide', '16:9'],
  ['widescreen', '16:9'],
  ['landscape', '3:2'],
  ['square', '1:1'],
  ['portrait', '2:3'],
  ['tall', '9:16'],
  ['vertical', '9:16'],
]);

/**
 * Reads `16:9`, also written `16x9`, `16×9` or `16/9`, and words such as `wide`, `square` or
 * `portrait`. What stands after a dash, as in `16:9 – widescreen`, is the ratio's name.
 * @returns undefined for what is no ratio, or lies outside 21:9 to 9:21
 */
export function parseAspectRatio(text: string): AspectRatio | undefined {
  const written = text.replace(/\s[–—-]\s.*$/s, '').trim();
  const figures = RATIO_WORDS.get(written.toLowerCase()) ?? written;
  const match = /^\s*(\d{1,5})\s*[:x×/]\s*(\d{1,5})\s*$/i.exec(figures);
  if (!match) return undefined;
  const width = Number(match[1]);
  const height = Number(match[2]);
  if (width === 0 || height === 0) return undefined;
  const isTooWide = width * WIDEST.height > WIDEST.width * height;
  const isTooTall = height * WIDEST.height > WIDEST.width * width;
  return isTooWide || isTooTall ? undefined : { width, height, text: `${width}:${height}` };
}

/** Terms of a ratio that people still read at a glance. */
const LARGEST_TERM = 21;
/** A simpler ratio stands for what differs from it by less than this share. */
const ALIKE = 0.002;

/**
 * The ratio of small whole numbers nearest to an image's own that the model draws, such as `3:2`
 * for 1024 × 683.
 */
export function nearestAspectRatio({ width, height }: { width: number; height: number }): string {
  const widest = WIDEST.width / WIDEST.height;
  const wanted = Math.min(widest, Math.max(1 / widest, width / height));
  const distance = (text: string) => {
    const [across = 1, down = 1] = text.split(':').map(Number);
    return Math.abs(Math.log(across / down / wanted));
  };
  const terms = Array.from({ length: LARGEST_TERM }, (_, index) => index + 1);
  const candidates = terms.flatMap((across) => terms.map((down) => `${across}:${down}`)).filter(parseAspectRatio);
  // Common ratios come first, so that another one must be nearer by more than rounding.
  return [...commonAspectRatios, ...candidates].reduce((best, text) =>
    distance(text) < distance(best) - ALIKE ? text : best,
  );
}

const aspectRatio = z.string().transform((text, context) => {
  const ratio = parseAspectRatio(text);
  if (ratio) return ratio.text;
  context.addIssue({ code: 'custom', message: 'must be width:height in whole numbers, from 21:9 to 9:21' });
  return z.NEVER;
});

const wholeNumber = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);

/** A public address or Base64 (bare or as a data URL). */
const inputImage = z.string().min(1);

/** Every parameter of a task but the model. */
export const imageParameters = z.strictObject({
  prompt: z.string().trim().min(1).max(PARAMETER_LIMITS.prompt.maxLength),
  input_image: inputImage.optional(),
  input_image_2: inputImage.optional(),
  input_image_3: inputImage.optional(),
  input_image_4: inputImage.optional(),
  seed: wholeNumber(PARAMETER_LIMITS.seed).optional(),
  aspect_ratio: aspectRatio.optional(),
  steps: wholeNumber(PARAMETER_LIMITS.steps).optional(),
  guidance_scale: z
    .number()
    .min(PARAMETER_LIMITS.guidance_scale.min)
    .max(PARAMETER_LIMITS.guidance_scale.max)
    .optional(),
  negative_prompt: z.string().trim().min(1).max(PARAMETER_LIMITS.negative_prompt.maxLength).optional(),
  output_format: z.enum(['jpeg', 'png']).optional(),
  prompt_upsampling: z.boolean().optional(),
  safety_tolerance: wholeNumber(PARAMETER_LIMITS.safety_tolerance).optional(),
});
