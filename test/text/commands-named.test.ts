// What a text tells people to type is what their language calls it: commands, subcommands and
// options, wherever they are named.
import { describe, expect, it } from 'vitest';
import { catalogues, languages } from '../../src/text/catalogues.ts';
import { en } from '../../src/text/en.ts';
import { textsOf } from '../support/texts-of.ts';

/** `/usage me`, `preset`, and menus after `Apps →`. */
const inBackticks = (text: string): string[] => (text.match(/`[^`{]+`/g) ?? []).map((quoted) => quoted.slice(1, -1));
/** `/imagine` in plain words; what stands next to a command's name is for each language to say. */
const inWords = (text: string): string[] => [...text.matchAll(/(?<=^|\s)\/\w+/g)].map(([command]) => command);

const english = textsOf(en);

describe.each(languages)('%s', (language) => {
  const names: Readonly<Record<string, string>> = catalogues[language]?.commandName ?? {};
  const texts = new Map(textsOf(catalogues[language] ?? {}));
  const translate = (named: string) =>
    named
      .split(' ')
      .map((word) => (word.startsWith('/') ? `/${names[word.slice(1)]}` : names[word]))
      .join(' ');
  // English has forms that a language may lack; every language has `_other`.
  const shared = english.filter(([key]) => texts.has(key));

  it('names commands and options as it calls them', () => {
    const wrong = shared.filter(([key, text]) => {
      const wanted = inBackticks(text).map(translate).sort();
      return JSON.stringify(inBackticks(texts.get(key) ?? '').sort()) !== JSON.stringify(wanted);
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('names commands as it calls them where they stand in plain words', () => {
    const wrong = shared.filter(([key, text]) =>
      inWords(text).some((command) => !texts.get(key)?.includes(translate(command))),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('names menus as it calls them', () => {
    const menus = ['Edit image', 'Image usage'];
    const wrong = shared.flatMap(([key, text]) =>
      menus.filter((menu) => text.includes(`→ ${menu}`) && !texts.get(key)?.includes(`→ ${names[menu]}`)),
    );
    expect(wrong).toEqual([]);
  });
});
