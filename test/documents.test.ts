// What is written for people holds what the program knows.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { describeSettings } from '../scripts/settings-page.ts';
import { readConfig } from '../src/config/read-config.ts';
import { settings } from '../src/config/settings.ts';
import { INSTALL_PERMISSIONS } from '../src/discord/registration/install-link.ts';
import { commandBodies } from '../src/discord/registration/register-commands.ts';
import { createMetrics } from '../src/ops/metrics.ts';
import { en } from '../src/text/en.ts';
import { createText } from '../src/text/text.ts';

const read = (path: string) => readFileSync(path, 'utf8');

describe('.env.example', () => {
  const lines = read('.env.example')
    .split('\n')
    .filter((line) => /^\w+=/.test(line));
  const example = Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2)));

  it('names every setting, and no other', () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(settings).sort());
  });

  it('shows the defaults', () => {
    const needed = { DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' };
    const withExample = readConfig({ ...example, ...needed });
    const withNothing = readConfig(needed);
    expect(JSON.stringify(withExample)).toBe(JSON.stringify(withNothing));
  });
});

describe('docs/commands.md', () => {
  it('names every command, subcommand, option and button', () => {
    const reference = read('docs/commands.md');
    const config = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b', IMAGE_MODELS: 'a=1,b=2' });
    const { button } = en;
    const wanted = [
      ...commandBodies(commands, config, createText()).flatMap(namesOf),
      ...Object.values(button).filter((label) => label !== button.changeDraft),
    ];
    const missing = wanted.filter(
      (name) => !new RegExp(`[\\x60/ *]${escapeRegExp(name)}[\\x60 *(]`).test(reference.replace(/\n/g, ' ')),
    );
    expect(missing).toEqual([]);
  });
});

interface NamedBody {
  name: string;
  type?: number;
  options?: NamedBody[];
}

/** A command's name and those of all its subcommands and options. */
const namesOf = (body: object): string[] => {
  const { name, options = [] } = body as NamedBody; // Every command and option has a name.
  return [name, ...options.flatMap(namesOf)];
};

const escapeRegExp = (text: string): string => text.replace(/[()?]/g, '\\$&').replace('{{count}}', '\\d');

describe('README.md', () => {
  it('names the permissions that the install link asks for', () => {
    expect(read('README.md')).toContain(`(together ${INSTALL_PERMISSIONS})`);
  });
});

describe('docs/settings.md', () => {
  it('is what the program says of its settings: npm run write-settings writes it anew', () => {
    expect(read('docs/settings.md')).toBe(describeSettings(read('.env.example')));
  });

  it('has a row for every setting', () => {
    const rows = [...read('docs/settings.md').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual(Object.keys(settings).sort());
  });
});

describe('the guides', () => {
  const guides = globSync('docs/*.md').map((file) => ({ file, text: read(file) }));
  const all = [...guides, { file: 'README.md', text: read('README.md') }];
  /** What stands between backticks. */
  const codeIn = (text: string) => [...text.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = '']) => code);
  const places = (wrong: (text: string) => string[]) =>
    all.flatMap(({ file, text }) => wrong(text).map((what) => `${file}: ${what}`));

  it('are all reached from the README', () => {
    const unlinked = guides.filter(({ file }) => !read('README.md').includes(`](${file})`));
    expect(unlinked.map(({ file }) => file)).toEqual([]);
  });

  it('link to files and headings that are there', () => {
    const anchorOf = (heading: string) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .replaceAll(' ', '-');
    const wrong = all.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)]
        .filter(([, path = '', anchor]) => {
          const target = path === '' ? file : join(dirname(file), path);
          if (!existsSync(target)) return true;
          const headings =
            anchor === undefined
              ? []
              : [...read(target).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
          return anchor !== undefined && !headings.includes(anchor);
        })
        .map(([link]) => `${file}: ${link}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name settings, metrics and npm scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const metrics = createMetrics('1.2.3');
    metrics.watch(() => Promise.reject(new Error('not asked')));
    metrics.watchReadiness(() => Promise.reject(new Error('not asked')));
    const known = metrics.registry.getMetricsAsArray().map(({ name }) => name);
    const isUnknown = (code: string) =>
      (/^[A-Z]+(_[A-Z]+)+(=|$)/.test(code) &&
        !(code.replace(/=.*/, '').replace(/_FILE$/, '') in settings) &&
        !/^NODE_(ENV|COMPILE_CACHE)/.test(code) &&
        code !== 'INTERACTION_CREATE') ||
      (/^kontext_\w+/.test(code) && !known.includes(code.replace(/\{.*/, '')));
    expect(places((text) => codeIn(text).filter(isUnknown))).toEqual([]);
    const scriptsIn = (text: string) =>
      [...text.matchAll(/npm run (?:-s )?(?:-- )?([\w-]+)/g)].map(([, name = '']) => name);
    expect(places((text) => scriptsIn(text).filter((name) => name !== 'FILE' && !(name in scripts)))).toEqual([]);
  });

  it('name commands and subcommands that there are', () => {
    const config = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' });
    const paths = new Set(commandBodies(commands, config, createText()).flatMap((body) => pathsOf(body)));
    const wrong = (text: string) =>
      [...codeIn(text), ...text.split('\n').map((line) => line.trim())]
        .filter(
          (code) =>
            /^\/[a-z]+( [a-z_]+)*( [a-z_]+:|$)/.test(code) && !/^\/(healthz|readyz|metrics|app|data|tmp)$/.test(code),
        )
        .map((code) => code.replace(/ [a-z_]+:.*$/, ''))
        .filter((path) => !paths.has(path));
    expect(places(wrong)).toEqual([]);
  });

  it('quote what the program says', () => {
    const said = globSync('src/**/*.ts')
      .map(read)
      .join('\n')
      .replaceAll(/\$\{\w+\}/g, '…');
    const quotes = [...read('docs/troubleshooting.md').matchAll(/(?<!Discord's )“([^”]+)”/g)].map(
      ([, quote = '']) => quote,
    );
    expect(quotes.length).toBeGreaterThan(15);
    expect(quotes.filter((quote) => !said.includes(quote))).toEqual([]);
  });

  it('tell the permissions that the install link asks for', () => {
    expect(read('docs/discord-application.md').match(/274\d+/g)).toEqual([
      String(INSTALL_PERMISSIONS),
      String(INSTALL_PERMISSIONS),
    ]);
  });
});

const SUBCOMMANDS: (number | undefined)[] = [
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
];

/** `/budget`, `/budget set`, `/budget set server` … */
const pathsOf = (body: object, before = '/'): string[] => {
  const { name, options = [] } = body as NamedBody; // As above.
  const below = options.filter(({ type }) => SUBCOMMANDS.includes(type));
  return [`${before}${name}`, ...below.flatMap((option) => pathsOf(option, `${before}${name} `))];
};
