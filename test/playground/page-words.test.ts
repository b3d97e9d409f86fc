// The page's own words: there in every language, with every value put in, and so what Discord's
// client says.
import { afterEach, describe, expect, it } from 'vitest';
import { en } from '../../playground/web/words/en.ts';
import { inReadersWords, LANGUAGES, readIn, readingLocale } from '../../playground/web/words/words.ts';
import { languages } from '../../src/text/catalogues.ts';

/** Each text by its path; what takes values is given marks. */
function textsOf(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [[path, part(...['‹1›', '‹2›', '‹3›'].slice(0, part.length))]];
  return Object.entries(part as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

const marksIn = (text: string) => [...text.matchAll(/‹\d›|\{\}/g)].map(([mark]) => mark).sort();
const boldIn = (text: string) => text.split('**').length;

afterEach(() => readIn('en-US'));

it('are there for every language that the bot speaks and a reader can choose', () => {
  const base = (locale: string) => locale.split('-')[0];
  expect(new Set(Object.keys(LANGUAGES).map(base))).toEqual(new Set(languages.map(base)));
});

describe.each(Object.entries(LANGUAGES).filter(([locale]) => locale !== 'en-US'))('in %s', (locale, { words }) => {
  const english = new Map(textsOf(en));

  it('have the values and the emphasis of the English ones', () => {
    for (const [path, text] of textsOf(words)) {
      expect(text.trim(), path).not.toBe('');
      expect(marksIn(text), path).toEqual(marksIn(english.get(path) ?? ''));
      expect(boldIn(text), path).toBe(boldIn(english.get(path) ?? ''));
    }
    expect(textsOf(words)).toHaveLength(english.size);
  });

  it('tell what Discord’s client refuses', () => {
    readIn(locale);
    expect(readingLocale()).toBe(locale);
    const { refusals } = words;
    const withValues = (text: string, ...values: string[]) => text.replaceAll('{}', () => values.shift() ?? '');
    expect(inReadersWords('This option is required: prompt')).toBe(withValues(refusals.optionRequired, 'prompt'));
    expect(inReadersWords('steps: at most 50')).toBe(withValues(refusals.atMost, 'steps', '50'));
    expect(inReadersWords('text: at most 50 characters')).toBe(withValues(refusals.atMostLetters, 'text', '50'));
    expect(inReadersWords('The application did not respond')).toBe(refusals.silent);
    expect(inReadersWords('something else')).toBe('something else');
  });
});

it('are the English ones where a language has none', () => {
  readIn('nl');
  expect(inReadersWords('This interaction failed')).toBe('This interaction failed');
});
