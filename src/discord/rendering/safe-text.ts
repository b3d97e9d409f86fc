// What people typed, made fit to be shown: it formats nothing, links nowhere, pings nobody and
// hides nothing.

/**
 * Direction overrides, zero-width and other invisible characters that make text look like something
 * it is not. The flags of England, Scotland and Wales are spelt with some of them, and are matched
 * first.
 */
const INVISIBLE =
  /(?<flag>\p{RGI_Emoji_Tag_Sequence})|(?![\s\u200C\u200D])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u115F\u1160\u3164\uFFA0]/gv;
/** Text of nothing but what shows no ink, whatever it is made of. */
const BLANK = /^[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/**
 * Joiners are format characters too, but emoji and several scripts need them between two others;
 * nothing in ASCII does.
 */
const STRAY_JOINER =
  /(?<!(?![\0-\x7F])[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;
/** Everything that Discord's markdown, mentions, timestamps and bare links can start with. */
const ACTIVE = /[\\*_~`|>#[\]()<@:/-]/g;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line without control, direction and invisible characters; white space folded. */
export const plainLine = (text: string): string =>
  text.replace(INVISIBLE, '$<flag>').replace(STRAY_JOINER, '').replace(/\s+/gu, ' ').trim();

/** Whether there is nothing to see in `text`: white space, format characters, lone marks. */
export const isBlank = (text: string): boolean => BLANK.test(text);

/**
 * Cuts at a character as people count them, marking the cut.
 * @param most UTF-16 units, as Discord counts
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Of what somebody typed, where it is said to be wrong. */
const WRONG_VALUE_MAX = 40;

/**
 * `text` as one line that Discord shows letter by letter, at most `most` UTF-16 units long before
 * escaping.
 */
export const quote = (text: string, most: number): string => cut(plainLine(text), most).replace(ACTIVE, '\\$&');

/** What somebody typed, as it is named where it is refused. */
export const wrongValue = (text: string): string => quote(text, WRONG_VALUE_MAX);
