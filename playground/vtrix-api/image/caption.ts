// The prompt, written legibly into the image, and the word that this is a stand-in.
import type { Size } from './image-size.ts';

const NOTE = 'stand-in image, not drawn by a model';
const LINES_MAX = 4;
/** Of the font's size: how wide a letter is on average, in DejaVu Sans. */
const LETTER_WIDTH = 0.58;

/**
 * @returns SVG elements for the lower edge of an image.
 * @param opacity of the field behind the words, 0 to 1
 */
export function caption(text: string, { width, height }: Size, opacity = 0.62): string {
  const fontSize = Math.round(Math.min(width, height) * 0.034);
  const margin = Math.round(fontSize * 0.9);
  const lines = wrap(text, Math.floor((width - margin * 2) / (fontSize * LETTER_WIDTH)));
  const noteSize = Math.round(fontSize * 0.55);
  const lineHeight = Math.round(fontSize * 1.3);
  const boxHeight = lines.length * lineHeight + noteSize + margin * 1.6;
  const top = height - boxHeight;
  const rows = lines.map(
    (line, index) =>
      `<text x="${margin}" y="${top + margin * 0.8 + lineHeight * (index + 0.75)}" font-family="DejaVu Sans" font-weight="bold" font-size="${fontSize}" fill="#fff">${escapeXml(line)}</text>`,
  );
  return `<rect y="${top}" width="${width}" height="${boxHeight}" fill="#0b0f1a" opacity="${opacity}"/>${rows.join('')}<text x="${margin}" y="${height - margin * 0.55}" font-family="DejaVu Sans" font-size="${noteSize}" fill="#d7dbe6">${NOTE}</text>`;
}

/** @param most letters a line */
export function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .replace(/\s+/g, ' ')
    .trim()
    .split(' ')
    .flatMap((long) => pieces(long, most))) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.length <= LINES_MAX
    ? lines
    : [...lines.slice(0, LINES_MAX - 1), `${(lines[LINES_MAX - 1] ?? '').slice(0, most - 1)}…`];
}

const pieces = (word: string, most: number): string[] =>
  word.match(new RegExp(`.{1,${Math.max(1, most)}}`, 'gu')) ?? [];

/** Control characters have no place in XML, not even escaped. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
