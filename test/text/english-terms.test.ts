// English for people uses the field's terms: in the catalogue, on the playground's page, of
// settings and in the guides.
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { en as page } from '../../playground/web/words/en.ts';
import { settings } from '../../src/config/settings.ts';
import { en } from '../../src/text/en.ts';
import { textsOf } from '../support/texts-of.ts';

/** What is not written, and the term for it. */
const TERMS: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/\bpictures?\b/i, 'image'],
  [/\bwhoever hosts\b/i, 'the operator'],
  [/\bon (?:its|their) way\b/i, 'in progress'],
  [/\bat work\b/i, 'in progress'],
  [/\b(?:did|does|do) not come\b/i, 'failed'],
  [/\bhow things stand\b/i, 'status'],
  [/[\d}] %/, '63%'],
];

const wrongIn = (texts: readonly (readonly [where: string, text: string])[]): string[] =>
  texts.flatMap(([where, text]) =>
    TERMS.filter(([wrong]) => wrong.test(text)).map(
      ([wrong, right]) => `${where}: ${wrong.exec(text)?.[0]} → ${right}`,
    ),
  );

/** Texts of the page; those that take values are given one for each. */
const pageTexts = (part: unknown, path = 'page'): [string, string][] => {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [[path, String(part(...Array.from({ length: part.length }, () => '1')))]];
  return Object.entries(part as object).flatMap(([key, inner]) => pageTexts(inner, `${path}.${key}`));
};

it('in every text of the bot and its page', () => {
  expect(wrongIn([...textsOf(en), ...pageTexts(page)])).toEqual([]);
});

it('in what each setting is for', () => {
  expect(wrongIn(Object.entries(settings).map(([name, { purpose }]) => [name, purpose]))).toEqual([]);
});

it('in the guides, but for code and addresses', () => {
  const files = ['README.md', 'SECURITY.md', 'CHANGELOG.md', ...globSync('docs/*.md'), '.env.example'];
  const lines = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .split('\n')
      .filter((line) => !/^ {4}/.test(line) && (file !== '.env.example' || line.startsWith('#')))
      .map((line): [string, string] => [file, line.replace(/`[^`]*`|\]\([^)]*\)/g, '')]),
  );
  expect(wrongIn(lines)).toEqual([]);
});
