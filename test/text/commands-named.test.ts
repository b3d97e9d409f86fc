// What a text tells people to type is what their language calls it: commands, subcommands and options, wherever they are named.
import { describe, expect, it } from 'vitest';
import { catalogues, languages } from '../../src/text/catalogues.ts';
import { en } from '../../src/text/en.ts';

function textsOf(part: object, path = ''): [key: string, text: string][] {
  return Object.entries(part).flatMap(([name, value]): [string, string][] => {
    const key = path === '' ? name : `${path}.${name}`;
    return typeof value === 'string' ? [[key, value]] : textsOf(value, key);
  });
}

/** `/usage me`, `preset`, and menus after `Apps →`. */
const inBackticks = (text: string): string[] => (text.match(/`[^`{]+`/g) ?? []).map((quoted) => quoted.slice(1, -1));

const english = textsOf(en).filter(([, text]) => inBackticks(text).length > 0 || text.includes('Apps →'));

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

  it('names menus as it calls them', () => {
    const menus = ['Edit image', 'Image usage'];
    const wrong = shared.flatMap(([key, text]) =>
      menus.filter((menu) => text.includes(`→ ${menu}`) && !texts.get(key)?.includes(`→ ${names[menu]}`)),
    );
    expect(wrong).toEqual([]);
  });
});
