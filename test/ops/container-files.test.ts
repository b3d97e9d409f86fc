// Dockerfile and compose.yaml keep what they promise: no root, nothing written but data, secrets
// from files, time to end what is on its way.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/read-config.ts';
import { settings } from '../../src/config/settings.ts';
import { environmentOf, readStages, textsOf } from '../support/dockerfile.ts';

const isSetting = (name: string) => name.replace(/_FILE$/, '') in settings || name === 'NODE_ENV';

describe('the Dockerfile', () => {
  const image = readStages().at(-1) ?? [];

  it('runs as a user that is not root, by its number', () => {
    expect(textsOf(image, 'USER')).toEqual(['1000:1000']);
  });

  it('sets only settings that there are, and what Node and its C library know, and needs nothing but the two keys', () => {
    const environment = environmentOf(image);
    expect(Object.keys(environment).filter((name) => !isSetting(name))).toEqual([
      'NODE_COMPILE_CACHE',
      'MALLOC_ARENA_MAX',
    ]);
    const config = readConfig({ ...environment, DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' });
    expect(config).toMatchObject({ HTTP_PORT: Number(textsOf(image, 'EXPOSE')[0]), HTTP_HOST: '0.0.0.0' });
  });
});

describe('compose.yaml', () => {
  const { services, secrets, volumes } = parse(readFileSync('compose.yaml', 'utf8'));
  const bot = services['kontext-bot'];

  it('keeps the bot running, and lets what is on its way end', () => {
    const { SHUTDOWN_GRACE } = readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b' });
    expect(bot).toMatchObject({ init: true, restart: 'unless-stopped', read_only: true, stop_grace_period: '30s' });
    expect(bot.mem_limit).toBe('1g');
    expect(Number.parseInt(bot.stop_grace_period, 10) * 1000).toBeGreaterThan(SHUTDOWN_GRACE);
  });

  it('sets only settings that there are, over whatever .env says', () => {
    expect(Object.keys(bot.environment).filter((name) => !isSetting(name))).toEqual([]);
    const example = Object.fromEntries(
      [...readFileSync('.env.example', 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    );
    const folder = mkdtempSync(join(tmpdir(), 'kontext-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'key');
    writeFileSync(file, 'a-key\n');
    const keys = { DISCORD_TOKEN_FILE: file, VTRIX_API_KEY_FILE: file };
    const config = readConfig({ ...example, DISCORD_TOKEN: 'in .env', ...bot.environment, ...keys });
    expect(config).toMatchObject({ DATABASE_URL: 'file:/data/kontext.db', HTTP_PORT: 9464, HTTP_HOST: '0.0.0.0' });
  });

  it('takes the secrets from files, the data to a volume, and shows the figures to this machine alone', () => {
    for (const name of bot.secrets) expect(secrets[name].file).toBe(`./secrets/${name}`);
    expect(Object.values(bot.environment)).toEqual(
      expect.arrayContaining(bot.secrets.map((name: string) => `/run/secrets/${name}`)),
    );
    expect(bot.volumes).toEqual(['data:/data']);
    expect(volumes).toHaveProperty('data');
    expect(bot.ports).toEqual(['127.0.0.1:9464:9464']);
  });
});
