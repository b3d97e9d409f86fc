// Every command of every guide, typed as it is printed in a clean checkout; what is not typed here
// is marked with the reason. GUIDES=all npx vitest run test/guides.long.test.ts types those that
// take minutes too.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type DiscordApi, startDiscordApi } from '../playground/discord-api/start.ts';
import { startVtrixApi, type VtrixApi } from '../playground/vtrix-api/start.ts';
import { readConfig } from '../src/config/read-config.ts';
import { blocksOf, commandsOf, guides, looksLikeCommand } from './support/guide-commands.ts';
import { checkedOutFiles, type Typed, typeCommand } from './support/type-command.ts';

/** What is expected of a command that is typed. */
interface Step {
  /** How it is typed where not as printed. */
  as?: (command: string) => string;
  /** It runs until Ctrl-C, which follows once it has printed this. */
  until?: RegExp;
  /** On standard output. */
  prints?: RegExp;
  after?: () => void;
  /** What it may end with; 0 unless given. */
  exits?: readonly number[];
  /** Typed only with GUIDES=all. */
  minutes?: number;
}

let folder: string;
let discord: DiscordApi;
let provider: VtrixApi;

const inFolder = (path: string) => join(folder, path);
const backups = () => readdirSync(inFolder('backups')).filter((name) => name.endsWith('.db'));

/** As whoever follows the first-server guide does, with the stand-ins' keys and addresses. */
function fillInKeys(): void {
  const answers: Record<string, string> = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    VTRIX_API_KEY: provider.apiKey,
    VTRIX_BASE_URL: provider.baseUrl,
    TRUSTED_HOSTS: [discord.apiUrl, provider.baseUrl].map((url) => new URL(url).host).join(),
    IMAGES_MAX_SIZE: '0.01',
  };
  const lines = readFileSync(inFolder('.env'), 'utf8').replaceAll(/^(\w+)=.*$/gm, (line, name: string) =>
    name in answers ? `${name}=${answers[name]}` : line,
  );
  writeFileSync(inFolder('.env'), lines);
}

/** In this order, all in one checkout. */
const steps: Readonly<Record<string, Step>> = {
  'npm ci': { minutes: 10 },
  'cp .env.example .env': { after: fillInKeys },
  'chmod 600 .env': {
    after: () => expect(statSync(inFolder('.env')).mode & 0o077).toBe(0),
  },
  'npm run doctor': { prints: /0 failures/ },
  'npm run register': { prints: /registered/i },
  'npm start': {
    until: /"msg":"ready"/,
    // A bot that closes its database leaves no journal beside it.
    after: () =>
      expect(readdirSync(inFolder('data')).filter((name) => /\.db(-wal)?$/.test(name))).toEqual(['kontext.db']),
  },
  'npm run backup backups/': {
    prints: /Backed up to backups\/kontext-/,
    after: () => expect(backups()).toHaveLength(1),
  },
  'npm run backup -- backups/ --images --keep 14': {
    prints: /Images in backups\/kontext-.*\.images: 0, 0 of them new\./,
    after: () => expect(backups()).toHaveLength(2),
  },
  // Cron's five fields are not for a shell, and only whoever installs the bot has that folder.
  '15 3 * * * cd /srv/kontext-bot && npm run -s backup -- backups/ --images --keep 14': {
    as: (line) =>
      line
        .replace(/^(\S+ ){5}/, '')
        .replaceAll('\\%', '%')
        .replace('/srv/kontext-bot', folder),
    after: () => expect(backups()).toHaveLength(3),
  },
  'npm run restore backups/': { prints: /Restored from backups\/kontext-/ },
  'npm run -s export-ledger > ledger.csv': {
    after: () => expect(readFileSync(inFolder('ledger.csv'), 'utf8')).toMatch(/^line,time,kind,/),
  },
  'npm run verify-ledger': { prints: /\w/ },
  'npm run repair-ledger': { prints: /\w/ },
  'npm run compact': { prints: /\w/ },
  'npm run write-settings': {
    after: () =>
      expect(readFileSync(inFolder('docs/settings.md'), 'utf8')).toBe(readFileSync('docs/settings.md', 'utf8')),
  },
  'npm run playground -- --help': { prints: /--once PROMPT/ },
  "npm run playground -- --once 'a lighthouse in fog'": { prints: /The ledger, in USD/ },
  'npm run playground': { until: /Open {2}http:/ },
  'mkdir -m 711 secrets': {},
  "printf '%s' 'the bot token' > secrets/discord_token": {},
  "printf '%s' 'the API key'   > secrets/vtrix_api_key": {
    after: () => expect(readFileSync(inFolder('secrets/vtrix_api_key'), 'utf8')).toBe('the API key'),
  },
  'npm run plots': { minutes: 3 },
  // A busy machine misses goals, which it then says at its end.
  'npm run bench -- usage': { minutes: 10, exits: [0, 1], prints: /^\{"usage":\{"load":/m },
  'npm run check': { minutes: 10 },
  'npm run fix': { minutes: 10 },
  'npm run fuzz': { minutes: 60 },
};

const AGAIN = 'typed in another form above; npm ci by itself, with GUIDES=all';
const ITSELF = 'runs this very test';
const MEASURES = 'its figures mean nothing on a busy machine, and it takes many minutes';
const BROWSER = 'needs Chromium and writes images for a person to look at';
/** Why others are not typed here. */
const notTyped: readonly [RegExp, string][] = [
  [/^(?:git pull && )?docker /, 'needs a container engine, which is not there'],
  [
    /^(?:chmod 400 secrets\/\* && )?sudo |^systemctl |^journalctl /,
    'needs root or a running systemd, and changes the machine',
  ],
  [/^(?:npm ci && )?npm test$|^npm run test:(?:unit|watch|coverage|long)$|^npx vitest run /, ITSELF],
  [
    /^npm run release -- /,
    'commits and tags; test/integration/release.long.test.ts runs it in a repository of its own',
  ],
  [/^npm run (?:bench|soak)(?: -- (?!usage).*)?$/, MEASURES],
  [/^npm run (?:screenshots|film|show-languages)/, BROWSER],
  [/^npm run (?:restore|backup)$|^npm run -s export-ledger$|^npm ci && npm run (?:doctor|playground)$/, AGAIN],
  [
    /^npm run restore data\/kontext\.db\.replaced-/,
    'the name is what the restore printed; test/integration/programs-and-databases.long.test.ts restores such a file',
  ],
  [/^cp -al$/, 'is what one must not do'],
  [/^kill -USR2 PID$/, 'the number is the reader’s; test/e2e/log.test.ts sends the signal'],
];

const printed = guides().flatMap((file) => commandsOf(file).map((command) => ({ file, command })));
const all = process.env.GUIDES === 'all';

describe('the commands of the guides', () => {
  it('are all typed here, or marked with the reason why not', () => {
    const neither = printed.filter(
      ({ command }) => !(command in steps) && !notTyped.some(([pattern]) => pattern.test(command)),
    );
    expect(neither).toEqual([]);
  });

  it('are all that this test knows', () => {
    const commands = printed.map(({ command }) => command);
    expect(Object.keys(steps).filter((command) => !commands.includes(command))).toEqual([]);
    expect(notTyped.filter(([pattern]) => !commands.some((command) => pattern.test(command)))).toEqual([]);
  });

  it('stand in blocks that say that they are commands', () => {
    const unlabelled = guides()
      .flatMap(blocksOf)
      .filter(
        ({ language, text }) =>
          !['sh', 'console', 'cron'].includes(language) && text.split('\n').some(looksLikeCommand),
      );
    expect(unlabelled).toEqual([]);
  });
});

describe('the other blocks of the guides', () => {
  it('are YAML where they say so, and settings that the program reads', () => {
    const blocks = guides().flatMap(blocksOf);
    const yaml = blocks.filter(({ language }) => language === 'yaml');
    expect(yaml.length).toBeGreaterThan(0);
    for (const { text } of yaml) expect(parse(text)).toBeTypeOf('object');
    const settings = blocks.filter(({ text }) => text.split('\n').every((line) => /^([A-Z_]+=.*)?$/.test(line)));
    expect(settings.length).toBeGreaterThan(0);
    const keys = { DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' };
    for (const { text } of settings) {
      const values = Object.fromEntries(
        text
          .trim()
          .split('\n')
          .map((line) => line.split(/=(.*)/).slice(0, 2)),
      );
      expect(() => readConfig({ ...keys, ...values }), text).not.toThrow();
    }
  });
});

describe('in a clean checkout', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kontext-guides-'));
    for (const path of checkedOutFiles()) cpSync(path, inFolder(path));
    // `npm ci` empties what it finds, so it must never find a link.
    if (!all) symlinkSync(join(process.cwd(), 'node_modules'), inFolder('node_modules'));
    discord = await startDiscordApi();
    provider = await startVtrixApi();
  }, 60_000);
  afterAll(async () => {
    await provider.close();
    await discord.close();
    rmSync(folder, { recursive: true, force: true });
    // Installed packages are many files.
  }, 120_000);

  for (const [command, { as = (same: string) => same, until, prints, after, exits = [0], minutes }] of Object.entries(
    steps,
  )) {
    const timeoutMs = (minutes ?? 1) * 60_000;
    it.skipIf(minutes !== undefined && !all)(
      command,
      async () => {
        const typed: Typed = await typeCommand(as(command), folder, { timeoutMs: timeoutMs - 5_000, until });
        const story = `${typed.out}\n${typed.err}`;
        if (until) expect(story).toMatch(until);
        else expect(exits, story).toContain(typed.code);
        if (prints) expect(typed.out, story).toMatch(prints);
        after?.();
      },
      timeoutMs,
    );
  }
});
