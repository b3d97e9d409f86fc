// Words and patterns that a server does not allow in prompts: found whatever their case, accents,
// width or look-alike letters.
import { setImmediate as othersTurn } from 'node:timers/promises';
import { RE2JS } from 're2js';

export interface BlockedWord {
  text: string;
  /** A regular expression; else a word, found as a whole. */
  isPattern: boolean;
}

/**
 * Letters of other scripts that are drawn like Latin ones (Unicode's confusables, as far as they
 * pass for words), and digits that stand in for letters.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['a', 'аαɑ4@'],
    ['b', 'ьβ8'],
    ['c', 'сϲ'],
    ['d', 'ԁ'],
    ['e', 'еεєɛ3'],
    ['g', 'ɡ9'],
    ['h', 'һн'],
    ['i', 'іιı1!|'],
    ['j', 'ј'],
    ['k', 'кκ'],
    ['l', 'ӏ'],
    ['m', 'м'],
    ['n', 'пη'],
    ['o', 'оοσ0'],
    ['p', 'рρ'],
    ['q', 'ԛ'],
    ['s', 'ѕ5$'],
    ['t', 'тτ7'],
    ['u', 'υս'],
    ['v', 'ѵν'],
    ['w', 'ԝω'],
    ['x', 'хχ'],
    ['y', 'уγ'],
    ['z', 'ᴢ'],
  ].flatMap(([latin = '', others = '']) => [...others].map((other) => [other, latin])),
);

/**
 * Accents, and what is not seen at all: nobody reads them as a difference. Marks that make another
 * letter stay: of kana, and those of scripts that write vowels with them, such as Thai and Hindi.
 */
const IGNORED =
  /[\p{Cf}[[\p{M}&&[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}]]--[\u3099\u309A]]]/gv;

/** Upper case in between, where ß and SS are one. */
const foldCase = (text: string): string => text.toLowerCase().toUpperCase().toLowerCase();

/** Width, case, accents and spaces folded. */
const fold = (text: string): string =>
  foldCase(text.normalize('NFKC')).normalize('NFD').replace(IGNORED, '').normalize('NFC').replace(/\s+/g, ' ');

/** What may be one word in disguise; a number or a price is none. */
const DISGUISED = /[\p{L}\p{N}@$!|]+/gu;
const FIGURES = /^[^\p{L}]*\p{N}[^\p{L}]*$/u;

const unmask = (text: string, change: (word: string) => string): string =>
  text.replace(DISGUISED, (word) => (FIGURES.test(word) ? word : change(word)));

/** Letters that are drawn as a bare stroke, where they do not stand for i: for l. */
const STROKES = /[I1|!]/g;
const foldStrokes = (text: string): string => unmask(text, (word) => word.replace(STROKES, 'l'));

/** Case, accents and so on folded, and look-alikes read as what they look like. */
const foldLookAlikes = (text: string): string =>
  unmask(fold(text), (word) => [...word].map((letter) => LOOK_ALIKES[letter] ?? letter).join(''));

/** As it is read: by its letters, by what they look like, and with every stroke an l. */
const readings = (text: string): string[] => [
  ...new Set([fold(text), foldLookAlikes(text), foldLookAlikes(foldStrokes(text))]),
];

/**
 * A pattern takes milliseconds at worst, and a server may have hundreds: others must not wait for
 * all of them.
 */
const LONGEST_STRETCH_MS = 20;

/** Whether both say the same: a word in any case, with any accents. */
export const isSameWord = (one: BlockedWord, other: BlockedWord): boolean =>
  one.isPattern === other.isPattern && (one.isPattern ? one.text === other.text : fold(one.text) === fold(other.text));

/** Prompts, short and long and in two scripts: what fits all of them picks out none. */
const UNLIKE_PROMPTS = ['cat', 'dog', '猫', 'an old stone bridge over a quiet river at dawn, in watercolours'];

/** Whether it refuses nothing, as a word of accents alone, or everything, as the pattern `a|` or `.`. */
export const isUseless = ({ text, isPattern }: BlockedWord): boolean =>
  isPattern ? UNLIKE_PROMPTS.every((prompt) => matches(text, [prompt])) : fold(text).trim() === '';

/** @returns the first that stands in `text`; lets others have their turn meanwhile */
export async function findBlockedWord(text: string, blocked: readonly BlockedWord[]): Promise<BlockedWord | undefined> {
  if (blocked.length === 0) return undefined;
  const read = readings(text);
  // A pattern may name accents, which folding takes away.
  const forPatterns = [...new Set([text.normalize('NFC'), ...read])];
  let startedAt = performance.now();
  for (const word of blocked) {
    if (word.isPattern ? matches(word.text, forPatterns) : standsAsWord(word.text, read)) return word;
    if (performance.now() - startedAt < LONGEST_STRETCH_MS) continue;
    await othersTurn();
    startedAt = performance.now();
  }
  return undefined;
}

function standsAsWord(wanted: string, read: readonly string[]): boolean {
  const words = new Set([fold(wanted), foldLookAlikes(wanted)]);
  return read.some((own) => [...words].some((word) => hasWord(own, word)));
}

/**
 * Letters and digits, but for those of scripts that put nothing between words, or write particles
 * onto them as Korean does: there a word has no sides.
 */
const LETTER = /^[\p{L}\p{N}]$/u;
const UNSPACED = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]$/u;

/** As a whole: no letter or digit on either side. */
function hasWord(text: string, word: string): boolean {
  if (word === '') return false;
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  const last = lastOf(word);
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const next = text.codePointAt(at + word.length);
    const isFree = (side: string, edge: string) => !LETTER.test(side) || UNSPACED.test(side) || UNSPACED.test(edge);
    if (isFree(lastOf(text.slice(0, at)), first) && isFree(next === undefined ? '' : String.fromCodePoint(next), last))
      return true;
  }
  return false;
}

/** The last character, also where it takes two units. */
const lastOf = (text: string): string => [...text.slice(-2)].at(-1) ?? '';

/** In time linear in the text, whatever the pattern: none can hang the bot. */
function matches(pattern: string, texts: readonly string[]): boolean {
  const compiled = compilePattern(pattern);
  return compiled !== undefined && texts.some((text) => compiled.matcher(text).find());
}

/**
 * Instructions of a server's patterns together, each of which may be looked at for every letter of
 * a prompt: a quarter of a second at worst.
 */
export const PATTERNS_COST_MAX = 2_000;

/** @returns instructions; 0 for what is no pattern */
export const patternsCost = (words: readonly BlockedWord[]): number =>
  words.reduce((sum, { text, isPattern }) => sum + (isPattern ? (compilePattern(text)?.programSize() ?? 0) : 0), 0);

/** Why something is no pattern, in the engine's own words; undefined for one that is. */
export function patternProblem(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @returns undefined for what is no pattern that the engine knows */
function compilePattern(pattern: string): RE2JS | undefined {
  try {
    return compile(pattern);
  } catch {
    return undefined;
  }
}

/** @throws for what is no pattern */
const compile = (pattern: string): RE2JS => RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
