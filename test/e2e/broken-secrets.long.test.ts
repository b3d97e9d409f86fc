// Secrets that are broken in every way that happens: every program says what is wrong with them
// where it needs them, and none prints any part of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../playground/bot-process.ts';
import { type DiscordApi, startDiscordApi } from '../../playground/discord-api/start.ts';
import { runProgram } from '../support/run-program.ts';

const TOKEN = 'MTAwMDAwMDAwMDAwMDAwMDAwMA.GhIjKl.mNoPqRsTuVwXyZ0123456789abcdefghij';
const KEY = 'sk-vtrix-0f1e2d3c4b5a69788796a5b4c3d2e1f0';
/** No word of ours is in them by chance. */
const PART_LENGTH = 12;

const BROKEN: readonly [string, (secret: string) => string, RegExp][] = [
  ['a second line', (secret) => `${secret}\nleft over from yesterday`, /more than one line/],
  ['the same in two lines of Windows', (secret) => `${secret}\r\n${secret}\r\n`, /more than one line/],
  ['a carriage return within', (secret) => `${secret.slice(0, 20)}\r${secret.slice(20)}`, /more than one line/],
  ['a letter that is not ASCII', (secret) => `${secret.slice(0, 20)}é${secret.slice(20)}`, /not ASCII/],
  ['a space that cannot be seen', (secret) => `${secret.slice(0, 20)}\u200B${secret.slice(20)}`, /not ASCII/],
  ['a space', (secret) => `${secret.slice(0, 20)} ${secret.slice(20)}`, /has a space/],
  ['a control character', (secret) => `${secret.slice(0, 20)}\u001B${secret.slice(20)}`, /control character/],
  ['the word that headers begin with', (secret) => `Bot ${secret}`, /begins with “Bot”/],
  ['quotation marks', (secret) => `"${secret}"`, /quotation marks/],
];

/** For programs that need no secret, and say nothing of one. */
const ALL_AT_ONCE = (secret: string) => BROKEN.reduceRight((text, [, breakIt]) => breakIt(text), secret);

let folder: string;
let discord: DiscordApi;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-secrets-'));
  discord = await startDiscordApi();
});
afterAll(async () => {
  await discord.close();
  rmSync(folder, { recursive: true });
});

const sources = () => ({
  'the environment': (token: string, key: string) => ({ DISCORD_TOKEN: token, VTRIX_API_KEY: key }),
  'a file'(token: string, key: string) {
    const paths = { DISCORD_TOKEN_FILE: join(folder, 'token'), VTRIX_API_KEY_FILE: join(folder, 'key') };
    writeFileSync(paths.DISCORD_TOKEN_FILE, token);
    writeFileSync(paths.VTRIX_API_KEY_FILE, key);
    return paths;
  },
});

const commonSettings = () => ({
  DISCORD_API_URL: discord.apiUrl,
  VTRIX_BASE_URL: discord.origin,
  DATABASE_URL: `file:${join(folder, 'kontext.db')}`,
  IMAGES_DIR: join(folder, 'images'),
});

function expectNothingOf(printed: string, secret: string): void {
  for (let at = 0; at + PART_LENGTH <= secret.length; at += 1)
    expect(printed).not.toContain(secret.slice(at, at + PART_LENGTH));
}

/** All that it prints, both streams together. */
async function start(program: string, settings: Readonly<Record<string, string>>, waits = false): Promise<string> {
  if (program === 'start') {
    const bot = startBotProcess({ ...settings, LOG_LEVEL: 'trace' });
    if (waits) {
      // Until Discord answers well.
      await expect.poll(() => JSON.stringify(bot.log), { timeout: 20_000 }).toContain('waiting for Discord');
      await bot.kill('SIGTERM');
    }
    await bot.exited;
    return [...bot.printed, ...bot.log.map((entry) => JSON.stringify(entry))].join('\n');
  }
  const files: Readonly<Record<string, string>> = { backup: 'copy.db', restore: 'none.db' };
  const file = files[program];
  const { out, err } = await runProgram(program, settings, file === undefined ? [] : [join(folder, file)]);
  return out + err;
}

const NEEDS: Readonly<Record<string, readonly string[]>> = {
  start: ['DISCORD_TOKEN', 'VTRIX_API_KEY'],
  register: ['DISCORD_TOKEN'],
  doctor: ['DISCORD_TOKEN', 'VTRIX_API_KEY'],
  backup: [],
  restore: [],
  'export-ledger': [],
  'verify-ledger': [],
  'repair-ledger': [],
  compact: [],
};

describe.each(Object.keys(NEEDS))('%s', (program) => {
  it('names what is wrong with a broken secret, and prints no part of it', async () => {
    const { 'the environment': fromEnvironment, 'a file': fromFile } = sources();
    const needed = NEEDS[program] ?? [];
    const cases: typeof BROKEN = needed.length > 0 ? BROKEN : [['all of it', ALL_AT_ONCE, /./]];
    for (const [index, [kind, broken, words]] of cases.entries()) {
      const give = index % 2 === 0 ? fromFile : fromEnvironment;
      const printed = await start(program, { ...commonSettings(), ...give(broken(TOKEN), broken(KEY)) });
      for (const name of needed) expect(printed, kind).toMatch(new RegExp(`${name} .*${words.source}`));
      for (const secret of [TOKEN, KEY]) expectNothingOf(printed, secret);
      expect(printed, kind).not.toContain('    at ');
    }
  }, 120_000);
});

describe('what others say of a good secret', () => {
  it.each(['start', 'register', 'doctor'])('is not repeated by %s', async (program) => {
    // An answer that quotes what it was sent, as a proxy's page of errors may.
    const quoting = { status: 400, body: { code: 50035, message: `bad header: Bot ${TOKEN}; x-key: ${KEY}` } };
    discord.state.faults.push({ route: '/', times: 1_000, kind: quoting });
    const settings = { ...commonSettings(), DISCORD_TOKEN: TOKEN, VTRIX_API_KEY: KEY };
    const printed = await start(program, settings, true);
    discord.state.faults.length = 0;
    for (const secret of [TOKEN, KEY]) expectNothingOf(printed, secret);
    expect(printed).not.toBe('');
  });
});

describe('a password in an address', () => {
  it.each(['start', 'register', 'doctor'])(
    'is refused by %s, which does not print it',
    async (program) => {
      const withPassword = (url: string, password: string) => url.replace('://', `://operator:${password}@`);
      const printed = await start(program, {
        ...commonSettings(),
        DISCORD_TOKEN: TOKEN,
        VTRIX_API_KEY: KEY,
        DISCORD_API_URL: withPassword(discord.apiUrl, 'proxysecret99'),
        VTRIX_BASE_URL: withPassword(discord.origin, 'imagesecret77'),
      });
      expect(printed).toContain('DISCORD_API_URL must be an address without a user, a password or an @');
      expect(printed).not.toMatch(/proxysecret|imagesecret/);
    },
    60_000,
  );
});
