// What the gateway accepts, by the vendor's page alone: kept apart from the bot's own schemas, so
// that a mistake there shows here.
import { z } from 'zod';

export const LIST_PRICES: Readonly<Record<string, string>> = { flux_kontext_max: '0.08', flux_kontext_pro: '0.04' };

function isRatio(text: string): boolean {
  const match = /^([1-9]\d*):([1-9]\d*)$/.exec(text);
  if (!match) return false;
  const ratio = Number(match[1]) / Number(match[2]);
  return ratio <= 21 / 9 && ratio >= 9 / 21;
}

const isImage = (text: string) =>
  /^https?:\/\//.test(text) || /^(data:image\/\w+;base64,)?[A-Za-z0-9+/]+={0,2}$/.test(text);
const inputImage = z.string().refine(isImage, 'must be Base64 or a URL').optional();

const generation = z.strictObject({
  model: z.enum(Object.keys(LIST_PRICES)),
  input: z
    .array(
      z.strictObject({
        params: z.strictObject({
          prompt: z.string().min(1),
          input_image: inputImage,
          input_image_2: inputImage,
          input_image_3: inputImage,
          input_image_4: inputImage,
          seed: z.int().optional(),
          aspect_ratio: z.string().refine(isRatio, 'must lie between 21:9 and 9:21').optional(),
          steps: z.int().min(1).max(50).optional(),
          guidance_scale: z.number().min(1).max(10).optional(),
          negative_prompt: z.string().optional(),
          output_format: z.enum(['jpeg', 'png']).optional(),
          prompt_upsampling: z.boolean().optional(),
          safety_tolerance: z.int().min(0).max(6).optional(),
        }),
      }),
    )
    .length(1),
});

export type Generation = z.infer<typeof generation>;
export type Params = Generation['input'][number]['params'];

/** @returns the request, or what is wrong with it in words */
export function validateGeneration(body: unknown): { request: Generation } | { problem: string } {
  const parsed = generation.safeParse(body);
  if (parsed.success) return { request: parsed.data };
  return {
    problem: parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; '),
  };
}

/**
 * Words its moderation minds at each tolerance and below. A toy list: enough to see a refusal,
 * offensive to nobody.
 */
const MINDED: readonly { word: RegExp; upTo: number }[] = [
  { word: /\bforbidden\b/i, upTo: 6 },
  { word: /\bgore\b/i, upTo: 5 },
  { word: /\bnude\b/i, upTo: 4 },
  { word: /\bblood\b/i, upTo: 1 },
];

/** @returns whether moderation refuses the prompt */
export const isModerated = ({ prompt, safety_tolerance = 2 }: Params): boolean =>
  MINDED.some(({ word, upTo }) => safety_tolerance <= upTo && word.test(prompt));
