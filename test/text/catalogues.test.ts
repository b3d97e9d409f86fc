// Every language says all that English says, puts in the same values, and keeps to Discord's
// limits; nothing is there that nobody reads.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { checkCommands } from '../../playground/discord-api/rules/command-rules.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { commandBodies } from '../../src/discord/registration/register-commands.ts';
import { catalogues, languages } from '../../src/text/catalogues.ts';
import { en } from '../../src/text/en.ts';
import { createText } from '../../src/text/text.ts';
import { textsOf } from '../support/texts-of.ts';

const english = new Map(textsOf(en));
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].sort();
/** The English text that a plural form stands beside. */
const counterpart = (key: string) => english.get(key) ?? english.get(key.replace(/_(one|many)$/, '_other')) ?? '';

describe.each(languages)('%s', (language) => {
  const texts = textsOf(catalogues[language] ?? {});

  it('puts in the values that English puts in', () => {
    const wrong = texts.filter(([key, text]) => {
      const wanted = placeholders(counterpart(key));
      const given = placeholders(text);
      // One may be said in words.
      const optional = key.endsWith('_one') ? ['{{count}}'] : [];
      return (
        given.some((name) => !wanted.includes(name)) ||
        wanted.some((name) => !given.includes(name) && !optional.includes(name))
      );
    });
    expect(wrong).toEqual([]);
  });

  it('has lists of as many lines, each of the same kind, as English', () => {
    const kinds = (text: string) => text.split('\n').map((line) => /^(\*\*|• |-# )?/.exec(line)?.[0]);
    expect(texts.filter(([key, text]) => String(kinds(text)) !== String(kinds(counterpart(key))))).toEqual([]);
  });

  it('has a word for everything, without spaces around it', () => {
    expect(texts.filter(([, text]) => text.trim() === '' || text !== text.trim())).toEqual([]);
  });

  it('has every plural form that its numbers ask for', () => {
    const keys = new Set(texts.map(([key]) => key));
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const counted = [...english.keys()]
      .filter((key) => key.endsWith('_other'))
      .map((key) => key.replace(/_other$/, ''));
    expect(counted.flatMap((base) => forms.map((form) => `${base}_${form}`)).filter((key) => !keys.has(key))).toEqual(
      [],
    );
  });

  it('keeps to what fits on a button, in a form’s title and in a label', () => {
    const limits: [section: RegExp, most: number][] = [
      [/^button\./, 80],
      [/^form\.(edit|remix|imagine|imaginePrompt|options|aspect-ratio|prompt|images|aspectRatio|seed|audience)$/, 45],
      [/^form\.\w+Hint$/, 100],
      [/^more\..*\.(label|description)$/, 100],
    ];
    const tooLong = limits.flatMap(([section, most]) =>
      texts.filter(([key, text]) => section.test(key) && text.length > most).map(([key]) => key),
    );
    expect(tooLong).toEqual([]);
  });
});

it('French keeps its marks on the line of what they belong to', () => {
  expect(textsOf(catalogues.fr ?? {}).filter(([, text]) => / [:;?!»]|« /.test(text))).toEqual([]);
});

it('commands in every language are such as Discord takes', () => {
  const config = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b', IMAGE_MODELS: 'a=1,b=2', USER_INSTALL: 'true' });
  const bodies = commandBodies(commands, config, createText());
  expect(checkCommands(JSON.parse(JSON.stringify(bodies)), false)).toEqual([]);
});

it('commandName holds the names of commands and options, and no other', () => {
  const config = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b', IMAGE_MODELS: 'a=1,b=2' });
  const namesOf = ({ name, options = [] }: { name: string; options?: never[] }): string[] => [
    name,
    ...options.flatMap(namesOf),
  ];
  const used = new Set(commandBodies(commands, config, createText()).flatMap((body) => namesOf(body as never))); // Named, every one.
  expect(Object.keys(en.commandName).sort()).toEqual([...used].sort());
  expect(Object.entries(en.commandName).filter(([key, name]) => key !== name)).toEqual([]);
});

it('every text is read somewhere', () => {
  const source = globSync('{src,commands}/**/*.ts')
    // Not the catalogues themselves.
    .filter((file) => !/^src\/text\/(\w\w(-\w\w)?)(\/|\.ts)/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const patterns = [...source.matchAll(/`((?:[\w-]+\.)+[^`]*\$\{[^`]*)`/g)].map(
    ([, template = '']) => new RegExp(`^${template.replace(/\./g, '\\.').replace(/\$\{[^}]*\}/g, '[\\w.-]+')}$`),
  );
  const isRead = (key: string) => source.includes(`'${key}'`) || patterns.some((pattern) => pattern.test(key));
  const bases = [...english.keys()].map((key) => key.replace(/_(zero|one|other)$/, ''));
  expect([...new Set(bases)].filter((key) => !key.startsWith('commandName.') && !isRead(key))).toEqual([]);
});
