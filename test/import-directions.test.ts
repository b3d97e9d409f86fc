// Which folder may import from which, and what each alone may touch.
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

/**
 * `src/tasks/lifecycle/x.ts` is in the folder `tasks/lifecycle`, `src/ops/x.ts` in `ops`,
 * `src/app.ts` in `root`.
 */
function folderOf(path: string): string {
  const [top = '', second = '', third = ''] = path.split('/');
  if (top !== 'src') return top;
  if (path.split('/').length === 2) return 'root';
  return SPLIT.includes(second) ? `${second}/${third}` : second;
}

/** Folders whose parts are told apart. */
const SPLIT = ['discord', 'tasks'];

/** What each folder may import from, besides itself, what is common and the text catalogue. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  commands: [
    ...['discord/api', 'discord/rendering', 'discord/delivery', 'discord/interactions', 'discord/requests'],
    ...['tasks/requests', 'tasks/messages', 'tasks/lifecycle', 'tasks/scheduling', 'accounts', 'presets', 'servers'],
    ...['billing', 'media', 'providers', 'store', 'root'],
  ],
  'discord/api': ['tasks/lifecycle', 'billing', 'ops', 'root'],
  'discord/gateway': ['discord/api', 'config', 'ops'],
  'discord/rendering': [
    ...['discord/api', 'tasks/requests', 'tasks/lifecycle', 'tasks/scheduling', 'accounts', 'billing', 'store'],
  ],
  'discord/delivery': [
    ...['discord/api', 'discord/rendering', 'tasks/requests', 'tasks/messages', 'tasks/lifecycle', 'tasks/scheduling'],
    'servers',
    ...['media', 'store', 'ops', 'root'],
  ],
  'discord/interactions': [
    ...['discord/api', 'discord/rendering', 'discord/delivery', 'servers', 'media', 'store', 'config', 'root'],
  ],
  'discord/requests': [
    ...['discord/api', 'discord/rendering', 'discord/interactions', 'tasks/requests', 'tasks/lifecycle', 'accounts'],
    ...['servers', 'billing', 'providers', 'store', 'root'],
  ],
  'discord/registration': ['discord/api', 'discord/interactions', 'config', 'ops'],
  'tasks/requests': ['servers', 'billing', 'media', 'providers', 'store', 'ops'],
  'tasks/messages': ['tasks/requests', 'servers', 'media', 'store'],
  'tasks/scheduling': ['tasks/requests', 'servers', 'billing', 'providers', 'store'],
  'tasks/lifecycle': [
    ...['tasks/requests', 'tasks/messages', 'tasks/scheduling', 'accounts', 'servers', 'billing', 'media', 'providers'],
    ...['store', 'ops'],
  ],
  accounts: ['tasks/requests', 'tasks/messages', 'servers', 'billing', 'store', 'ops'],
  presets: ['tasks/requests', 'providers', 'store'],
  servers: ['store'],
  media: ['billing', 'ops', 'providers', 'store'],
  billing: ['servers', 'providers', 'store'],
  providers: [],
  store: [],
  text: [],
  ops: [],
  doctor: [
    ...['billing', 'config', 'discord/api', 'discord/registration', 'discord/interactions', 'providers', 'servers'],
    'store',
  ],
  config: ['billing', 'store'],
};

/** Files of the root that everybody may use. */
const COMMON = ['src/errors.ts', 'src/clock.ts'];

/** What holds the parts together may know them all. */
const isComposition = (file: string) =>
  file.startsWith('src/cli/') ||
  [
    'src/start-bot.ts',
    'src/start-alerts.ts',
    'src/start-media.ts',
    'src/run-bot.ts',
    'src/main.ts',
    'src/app.ts',
  ].includes(file);

describe('imports', () => {
  it('are found at all', () => {
    expect(imports.length).toBeGreaterThan(200);
  });

  it('go in the allowed directions only', () => {
    const wrong = imports.filter(({ file, target }) => {
      const folder = folderOf(file);
      const allowed = ALLOWED[folder];
      if (!allowed || isComposition(file) || !/^(src|commands|playground|test)\//.test(target)) return false;
      const to = folderOf(target);
      if (to === folder || COMMON.includes(target) || to === 'text') return false;
      // Of the root, commands and Discord know the collection of parts they are handed; nobody
      // knows who builds it.
      if (to === 'root') return !(allowed.includes('root') && target === 'src/app.ts');
      return !allowed.includes(to);
    });
    expect(wrong).toEqual([]);
  });

  it('of commands/ into src/ are the composition’s alone', () => {
    const wrong = imports.filter(
      ({ file, target }) => file.startsWith('src/') && target.startsWith('commands/') && !isComposition(file),
    );
    expect(wrong).toEqual([]);
  });

  it('of stores of tasks into commands and Discord do not exist: these go through the task service and the records', () => {
    const wrong = imports.filter(
      ({ file, target }) => /^(src\/discord|commands)\//.test(file) && /^src\/tasks\/.*\.store\.ts$/.test(target),
    );
    expect(wrong).toEqual([]);
  });

  it('of the playground into the bot do not exist', () => {
    expect(
      imports.filter(({ file, target }) => /^(src|commands)\//.test(file) && target.startsWith('playground/')),
    ).toEqual([]);
  });

  it.each([
    ['discord.js', /^(src\/discord|commands|playground)\/|^src\/(start-bot|cli\/register|app)\.ts$/],
    ['undici', /^src\/(providers|media)\//],
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
  'src/run-bot.ts',
  ...[...['register', 'doctor', 'backup', 'restore', 'export-ledger', 'verify-ledger', 'repair-ledger', 'compact']].map(
    (name) => `src/cli/${name}.ts`,
  ),
];

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

  it('have comments of at most 100 columns', () => {
    const isWide = (line: string) =>
      line.length > 100 && !line.includes('biome-ignore') && /^\s*(\/\/|\/?\*)\s.*\s/.test(line);
    const wide = [...source].flatMap(([file, text]) =>
      /^(src|commands)\//.test(file) && !file.includes('/migrations/')
        ? text
            .split('\n')
            .filter(isWide)
            .map((line) => `${file}: ${line}`)
        : [],
    );
    expect(wide).toEqual([]);
  });
});
