// The walls of the house: which room may import from which, and what each alone may touch.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Import {
  file: string;
  /** A path from the root for files of ours, else a package's name. */
  target: string;
}

const files = globSync('{src,commands,playground}/**/*.ts', { cwd: process.cwd() });
const source = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

const imports: Import[] = [...source].flatMap(([file, text]) =>
  [
    ...text.matchAll(/(?:^|\n)(?:import|export)[^'";]*from '([^']+)'|(?:^|\n)import '([^']+)'|import\('([^']+)'\)/g),
  ].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    return { file, target: specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : specifier };
  }),
);

/** `src/tasks/x.ts` is in the room `tasks`; `src/app.ts` in `root`. */
function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'src') return top;
  return path.split('/').length > 2 ? second : 'root';
}

/** Whom each room may import from, besides itself, what is common and the text catalogue. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  commands: ['discord', 'tasks', 'servers', 'billing', 'media', 'images', 'store', 'root'],
  discord: ['tasks', 'servers', 'billing', 'media', 'images', 'store', 'config', 'ops', 'root'],
  tasks: ['servers', 'billing', 'media', 'images', 'store', 'ops'],
  servers: ['store'],
  media: ['images', 'store'],
  billing: ['servers', 'images', 'store'],
  images: [],
  store: [],
  text: [],
  ops: [],
  doctor: ['billing', 'config', 'discord', 'images', 'servers', 'store'],
  config: ['billing', 'store'],
};

/** Files of the root that everybody may use. */
const COMMON = ['src/errors.ts', 'src/clock.ts'];

/** What holds the parts together may know them all. */
const COMPOSITION = [
  'src/start-bot.ts',
  'src/main.ts',
  'src/run-bot.ts',
  'src/register.ts',
  'src/compact.ts',
  'src/repair-ledger.ts',
  'src/verify-ledger.ts',
  'src/doctor.ts',
  'src/backup.ts',
  'src/restore.ts',
  'src/export-ledger.ts',
  'src/app.ts',
];

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  it('go in the allowed directions only', () => {
    const wrong = imports.filter(({ file, target }) => {
      const room = roomOf(file);
      const allowed = ALLOWED[room];
      if (!allowed || COMPOSITION.includes(file) || !/^(src|commands|playground|test)\//.test(target)) return false;
      const to = roomOf(target);
      if (to === room || COMMON.includes(target) || to === 'text') return false;
      // Of the root, commands and Discord know the collection of parts they are handed; nobody knows who builds it.
      if (to === 'root') return !(allowed.includes('root') && target === 'src/app.ts');
      return !allowed.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('of commands/ into src/ are the composition’s alone', () => {
    const wrong = imports.filter(
      ({ file, target }) => file.startsWith('src/') && target.startsWith('commands/') && !COMPOSITION.includes(file),
    );
    expect(wrong).toEqual([]);
  });

  it('of the playground into the bot do not exist', () => {
    expect(
      imports.filter(({ file, target }) => /^(src|commands)\//.test(file) && target.startsWith('playground/')),
    ).toEqual([]);
  });

  it.each([
    ['discord.js', /^(src\/discord|commands|playground)\/|^src\/(start-bot|register|app)\.ts$/],
    ['undici', /^src\/(images|media)\//],
    ['better-sqlite3', /^src\/store\/|^playground\/once\.ts$/],
  ])('of %s stay where they belong', (name, home) => {
    expect(imports.filter(({ file, target }) => target === name && !home.test(file))).toEqual([]);
  });
});

describe('SQL', () => {
  it('is spoken in store/ and *.store.ts alone', () => {
    const speaks = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(\.raw)?[`(<]/;
    const wrong = files.filter(
      (file) =>
        /^(src|commands)\//.test(file) &&
        !/^src\/store\/|\.store\.ts$/.test(file) &&
        speaks.test(source.get(file) ?? ''),
    );
    expect(wrong).toEqual([]);
  });
});

const programs = [
  'run-bot',
  'register',
  'doctor',
  'backup',
  'restore',
  'export-ledger',
  'verify-ledger',
  'repair-ledger',
  'compact',
].map((name) => `src/${name}.ts`);

describe('the environment', () => {
  it('is read by the programs’ first lines alone, and checked in config/', () => {
    const readers = files.filter(
      (file) => /^(src|commands)\//.test(file) && /process\.env/.test(source.get(file) ?? ''),
    );
    expect(readers.sort()).toEqual([...programs].sort());
  });

  it('has no playground in it', () => {
    const knowing = files.filter(
      (file) => /^(src|commands)\//.test(file) && /playground|stand-in/i.test(source.get(file) ?? ''),
    );
    expect(knowing).toEqual([]);
  });
});

describe('the time', () => {
  it('is asked in clock.ts alone, which says which of the two it is', () => {
    const asks = /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bhrtime\b|\buptime\(/;
    const asking = files.filter((file) => /^(src|commands)\//.test(file) && asks.test(source.get(file) ?? ''));
    expect(asking).toEqual(['src/clock.ts']);
  });

  it('is handed on as one of the two, never as a mere number', () => {
    const vague = /\bnow\(\): number|\bnow: \(\) => number|\b(now|at): number\b/;
    const wrong = files.filter((file) => /^(src|commands)\//.test(file) && vague.test(source.get(file) ?? ''));
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  it('have one purpose, said in their first line, and at most 300 lines', () => {
    const wrong = [...source]
      .filter(([, text]) => !text.startsWith('// ') || text.split('\n').length > 301)
      .map(([file]) => file);
    expect(wrong).toEqual([]);
  });
});
