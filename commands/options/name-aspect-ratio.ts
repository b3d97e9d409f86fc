// What an aspect ratio is called where it is chosen: its figures, and a word for those that are
// common.
import { commonAspectRatios } from '../../src/providers/vtrix/parameters.ts';
import type { en } from '../../src/text/en.ts';
import type { Translate } from '../../src/text/text.ts';

/** @returns `16:9 – widescreen`; the figures alone for one that is not common */
export function nameAspectRatio(ratio: string, t: Translate): string {
  if (!commonAspectRatios.includes(ratio)) return ratio;
  const key = ratio.replace(':', 'x') as keyof (typeof en)['ratio']; // Each common one has its word.
  return `${ratio} – ${t(`ratio.${key}`)}`;
}
