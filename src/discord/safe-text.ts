// What people typed, made fit to be shown: it formats nothing, links nowhere, pings nobody and hides nothing.

/** Direction overrides, zero-width and other invisible characters that make text look like something it is not. */
const INVISIBLE = /(?!\s)[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115F\u1160\u3164\uFFA0]/gu;
/** Joiners are format characters too, but emoji and several scripts need them between two others. */
const JOINER = /^[\u200C\u200D]$/;
/** Everything that Discord's markdown, mentions, timestamps and bare links can start with. */
const ACTIVE = /[\\*_~`|>#[\]()<@:/-]/g;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line without control, direction and invisible characters; white space folded. */
export function plainLine(text: string): string {
  return text
    .replace(INVISIBLE, (character, at: number) => {
      const isAfterLetterOrEmoji = text.charCodeAt(at - 1) > 0x7f;
      return JOINER.test(character) && isAfterLetterOrEmoji ? character : '';
    })
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Cuts at a character as people count them, marking the cut. @param most UTF-16 units, as Discord counts */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** `text` as one line that Discord shows letter by letter, at most `most` UTF-16 units long before escaping. */
export const quote = (text: string, most: number): string => cut(plainLine(text), most).replace(ACTIVE, '\\$&');
