// Words and patterns that a server does not allow in prompts: found whatever their case, accents, width or look-alike letters.
import { setImmediate as othersTurn } from 'node:timers/promises';
import { RE2JS } from 're2js';

export interface BlockedWord {
  text: string;
  /** A regular expression; else a word, found as a whole. */
  isPattern: boolean;
}

/** Letters of other scripts that are drawn like Latin ones (Unicode's confusables, as far as they pass for words), and digits that stand in for letters. */
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

/** Marks, and what is not seen at all: nobody reads them as a difference. */
const IGNORED = /[\p{M}\p{Cf}]/gu;

/** Width, case and accents folded. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFD').replace(IGNORED, '');

/** The same, with look-alikes read as what they look like. */
const foldLookAlikes = (text: string): string =>
  [...fold(text)].map((letter) => LOOK_ALIKES[letter] ?? letter).join('');

/** A pattern takes milliseconds at worst, and a server may have hundreds: others must not wait for all of them. */
const LONGEST_STRETCH_MS = 20;

/** @returns the first that stands in `text`; lets others have their turn meanwhile */
export async function findBlockedWord(text: string, blocked: readonly BlockedWord[]): Promise<BlockedWord | undefined> {
  if (blocked.length === 0) return undefined;
  const folded = fold(text);
  const plain = foldLookAlikes(text);
  let startedAt = performance.now();
  for (const word of blocked) {
    if (stands(word, folded, plain)) return word;
    if (performance.now() - startedAt < LONGEST_STRETCH_MS) continue;
    await othersTurn();
    startedAt = performance.now();
  }
  return undefined;
}

const stands = ({ text: wanted, isPattern }: BlockedWord, folded: string, plain: string): boolean =>
  isPattern
    ? matches(wanted, folded) || matches(wanted, plain)
    : hasWord(folded, fold(wanted)) || hasWord(plain, foldLookAlikes(wanted));

const LETTER = /[\p{L}\p{N}]/u;

/** As a whole: no letter or digit on either side. */
function hasWord(text: string, word: string): boolean {
  if (word === '') return false;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + word.length]];
    if (!LETTER.test(before) && !LETTER.test(after)) return true;
  }
  return false;
}

/** In time linear in the text, whatever the pattern: none can hang the bot. */
function matches(pattern: string, text: string): boolean {
  return compilePattern(pattern)?.matcher(text).find() ?? false;
}

/** @returns undefined for what is no pattern that the engine knows */
export function compilePattern(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
