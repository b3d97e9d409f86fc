// Settings that are missing or wrong are told all at once, in plain lines, and never with a secret
// in them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startBotProcess } from '../../playground/bot-process.ts';

async function startWith(settings: Record<string, string>): Promise<{ code: unknown; text: string }> {
  const bot = startBotProcess(settings);
  const code = await bot.exited;
  return { code, text: [...bot.printed, ...bot.log.map((entry) => JSON.stringify(entry))].join('\n') };
}

describe('npm start', () => {
  it('with good settings names those whose names nobody reads, and how the bot is installed', async () => {
    const applicationId = '123456789012345678';
    const bot = startBotProcess({
      DISCORD_TOKEN: `${Buffer.from(applicationId).toString('base64url')}.xxxxxx.good-enough-here`,
      DISCORD_API_URL: 'http://127.0.0.1:9/api',
      VTRIX_API_KEY: 'not-needed-here',
      DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'kontext-names-')), 'kontext.db')}`,
      DEFAULT_MEMBER_BUDGT: '1.00/day',
    });
    const said = () => bot.log.map((entry) => JSON.stringify(entry)).join('\n');
    await expect.poll(said, { timeout: 20_000 }).toContain('waiting for Discord');
    expect(said()).toContain('DEFAULT_MEMBER_BUDGT is not a setting: did you mean DEFAULT_MEMBER_BUDGET?');
    expect(said()).toContain(`https://discord.com/oauth2/authorize?client_id=${applicationId}&`);
    expect(await bot.kill('SIGTERM')).toBe(0);
  });

  it('with nothing set names everything that is missing and what it is for, and exits with 1', async () => {
    const { code, text } = await startWith({});
    expect(code).toBe(1);
    expect(text).toMatch(/DISCORD_TOKEN is missing .*the bot token, from the Bot page/);
    expect(text).toMatch(/VTRIX_API_KEY is missing .*the API key of the image provider/);
    expect(text).not.toContain('    at ');
  });

  it('with many things wrong names every one, and shows no secret', async () => {
    const { code, text } = await startWith({
      DISCORD_TOKEN: 'very-secret-token',
      DISCORD_TOKEN_FILE: '/nowhere',
      VTRIX_API_KEY_FILE: '/nowhere/at/all',
      VTRIX_BASE_URL: 'ftp://example.com',
      IMAGE_MODELS: 'flux',
      DEFAULT_MEMBER_BUDGET: '2 dollars',
      HOST_BUDGET: '20/fortnight',
      HOST_TIME_ZONE: 'Middle/Earth',
      MAX_CONCURRENT: '0',
      MAX_CONCURENT_PER_MEMBER: '1',
      QUEUE_TIMEOUT: 'soon',
      MAX_SAFETY_TOLERANCE: '7',
      MESSAGE_CONTENT_INTENT: 'perhaps',
      ALLOWED_GUILDS: 'ours',
      DATABASE_URL: 'postgres://x',
      LOG_LEVEL: 'loud',
      TRUSTED_HOSTS: 'files.example:8080, https://files.example',
    });
    expect(code).toBe(1);
    const named = [...text.matchAll(/^ {2}- (\w+) /gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(
      [
        'DISCORD_TOKEN',
        'VTRIX_API_KEY',
        'VTRIX_BASE_URL',
        'IMAGE_MODELS',
        'DEFAULT_MEMBER_BUDGET',
        'HOST_BUDGET',
        'HOST_TIME_ZONE',
        'MAX_CONCURRENT',
        'MAX_CONCURENT_PER_MEMBER',
        'QUEUE_TIMEOUT',
        'MAX_SAFETY_TOLERANCE',
        'MESSAGE_CONTENT_INTENT',
        'ALLOWED_GUILDS',
        'DATABASE_URL',
        'LOG_LEVEL',
        'TRUSTED_HOSTS',
      ].sort(),
    );
    expect(text).toContain('MAX_CONCURRENT must be a whole number from 1 to 10,000 (given: "0") — ');
    expect(text).toContain('QUEUE_TIMEOUT must be a number of seconds from 0.1 to 86,400 (given: "soon") — ');
    expect(text).toContain(
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent (given: "loud") — ',
    );
    expect(text).toContain('MAX_CONCURENT_PER_MEMBER is not a setting: did you mean MAX_CONCURRENT_PER_MEMBER?');
    expect(text).not.toContain('very-secret-token');
    expect(text).not.toContain('    at ');
  });

  it('takes a secret from the file that NAME_FILE names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kontext-secret-'));
    writeFileSync(join(folder, 'token'), 'from-a-file\n');
    const { text } = await startWith({ DISCORD_TOKEN_FILE: join(folder, 'token') });
    rmSync(folder, { recursive: true });
    expect(text).not.toContain('DISCORD_TOKEN');
    expect(text).toContain('VTRIX_API_KEY is missing');
  });
});
