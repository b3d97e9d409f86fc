// The font of charts, and what it has letters for.
import { fileURLToPath } from 'node:url';
import { type Coverage, fontCoverage } from './font-coverage.ts';

const fontFile = (name: string) => fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));

export const FONT = 'DejaVu Sans';
export const FONT_FILES = [fontFile('DejaVuSans'), fontFile('DejaVuSans-Bold')];

let coverage: Coverage | undefined;

/**
 * Whether the chart's font has every character of `text`: Latin, Greek, Cyrillic, Armenian,
 * Georgian, Hebrew, Arabic and many symbols; no CJK, no emoji.
 */
export function canDraw(text: string): boolean {
  coverage ??= fontCoverage(fontFile('DejaVuSans'));
  return coverage(text);
}
