// The image's own steps, gone through in a clean folder: no engine is needed to see that what it
// would hold can run as it would run.
import { execFile, execFileSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotProcess, type Launch, startBotProcess } from '../../playground/bot-process.ts';
import { connectPeople, type People } from '../../playground/discord-api/people.ts';
import { type DiscordApi, startDiscordApi } from '../../playground/discord-api/start.ts';
import { startVtrixApi, type VtrixApi } from '../../playground/vtrix-api/start.ts';
import { copiedFiles, environmentOf, readStages, textsOf } from '../support/dockerfile.ts';
import { hasImage } from '../support/shown.ts';

const run = promisify(execFile);
const [dependencies = [], image = []] = readStages();
const [userId = 0, groupId = 0] = textsOf(image, 'USER')[0]?.split(':').map(Number) ?? [];

let folder: string;
/** `/app` and `/data` of the image. */
let app: string;
let data: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kontext-image-'));
  execFileSync('chmod', ['755', folder]);
  app = join(folder, 'app');
  data = join(folder, 'data');
  const build = join(folder, 'build');
  for (const [place, stage] of [
    [build, dependencies],
    [app, image],
  ] as const) {
    mkdirSync(place);
    for (const file of copiedFiles(stage)) cpSync(resolve(file), join(place, file), { recursive: true });
  }
  const [install = ''] = textsOf(dependencies, 'RUN');
  const quick = { npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' };
  await run('sh', ['-c', install], { cwd: build, env: { ...process.env, ...quick } });
  cpSync(join(build, 'node_modules'), join(app, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  mkdirSync(data);
  symlinkSync(data, join(app, 'data'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let discord: DiscordApi;
let provider: VtrixApi;
let people: People;
let bot: BotProcess | undefined;

beforeEach(async () => {
  discord = await startDiscordApi();
  provider = await startVtrixApi({ behaviour: { speed: 20 } });
  people = connectPeople(discord.controlUrl);
});
afterEach(async () => {
  await people.close();
  await bot?.kill('SIGKILL');
  await provider.close();
  await discord.close();
});

async function start(launch: Launch): Promise<void> {
  bot = startBotProcess(
    {
      ...environmentOf(image),
      HTTP_PORT: '0',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      VTRIX_API_KEY: provider.apiKey,
      VTRIX_BASE_URL: provider.baseUrl,
      TRUSTED_HOSTS: [discord.apiUrl, provider.baseUrl].map((url) => new URL(url).host).join(),
    },
    launch,
  );
  await bot.ready(60_000);
  await people.botReady();
}

/** The image's CMD, by the Node that runs this test. */
const command = (): [string, ...string[]] => {
  const [, ...args]: string[] = JSON.parse(textsOf(image, 'CMD')[0] ?? '[]');
  return [process.execPath, ...args];
};

/** By its own line, as the engine would run it. */
const healthcheck = async (port: unknown): Promise<number> => {
  const [, line = ''] = textsOf(image, 'HEALTHCHECK')[0]?.split(' CMD ') ?? [];
  const node = process.execPath;
  const check = run('sh', ['-c', line.replace('node -e', `'${node}' -e`)], { env: { HTTP_PORT: String(port) } });
  return check.then(
    () => 0,
    (error: { code: number }) => error.code,
  );
};

async function expectToServe(): Promise<void> {
  const port = bot?.log.find(({ msg }) => msg === 'health and metrics')?.port;
  expect(await healthcheck(port)).toBe(0);
  await (await people.as('member').slash('imagine', { prompt: 'from a container' })).until(hasImage);
  expect(readdirSync(data)).toEqual(expect.arrayContaining(['compile-cache', 'kontext.db', 'images']));
  expect(await bot?.kill('SIGTERM')).toBe(0);
  expect(await healthcheck(port)).toBe(1);
}

describe('what the image holds', () => {
  it('is what production needs and no more', () => {
    for (const name of ['discord.js', 'sharp', 'better-sqlite3', 'prom-client'])
      expect(existsSync(join(app, 'node_modules', name)), name).toBe(true);
    for (const name of ['typescript', 'vitest', 'node', 'playwright-core'])
      expect(existsSync(join(app, 'node_modules', name)), name).toBe(false);
    expect(readdirSync(app).sort()).toEqual(['commands', 'data', 'node_modules', 'package.json', 'src']);
  });

  it('draws an image with production dependencies alone, and is healthy meanwhile', async () => {
    await start({ command: command(), cwd: app });
    await expectToServe();
  });

  it('finds nothing wrong with a health that is switched off', async () => {
    expect(await healthcheck('')).toBe(0);
  });

  // A mount namespace of its own takes a superuser, on Linux.
  it.skipIf(!canIsolate())('does so as another user, with nothing writable but its data', async () => {
    rmSync(join(data), { recursive: true });
    mkdirSync(data);
    chownSync(data, userId, groupId);
    const isolate = [
      'mount --make-rprivate /',
      'mount --bind "$0" "$0"',
      'mount -o remount,ro,bind /',
      `exec setpriv --reuid ${userId} --regid ${groupId} --clear-groups --no-new-privs -- "$@"`,
    ].join(' && ');
    await start({ command: ['unshare', '--mount', 'sh', '-c', isolate, data, ...command()], cwd: app });
    const { stdout } = await run('ps', ['-eo', 'uid,args']).catch(() => ({ stdout: '' }));
    if (stdout !== '') expect(stdout).toMatch(new RegExp(`^ *${userId} .*src/main\\.ts`, 'm'));
    await expectToServe();
  });
});

function canIsolate(): boolean {
  try {
    execFileSync(
      'unshare',
      ['--mount', 'sh', '-c', 'mount --make-rprivate / && mount -o remount,ro,bind / && setpriv --version'],
      {
        stdio: 'ignore',
      },
    );
    return userId !== 0;
  } catch {
    return false;
  }
}
