// What is written for people holds what the program knows.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { readConfig } from '../src/config/read-config.ts';
import { settings } from '../src/config/settings.ts';
import { commandBodies } from '../src/discord/registration.ts';
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
    const { t } = createText()('en');
    const { button } = en;
    const wanted = [
      ...commandBodies(commands, config, t).flatMap(namesOf),
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
  options?: NamedBody[];
}

/** A command's name and those of all its subcommands and options. */
const namesOf = (body: object): string[] => {
  const { name, options = [] } = body as NamedBody; // Every command and option has a name.
  return [name, ...options.flatMap(namesOf)];
};

const escapeRegExp = (text: string): string => text.replace(/[()]/g, '\\$&').replace('{{count}}', '\\d');
