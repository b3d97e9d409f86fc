// Discord in trouble while the bot starts: it starts all the same where trying again helps, else it
// says in a line what is wrong, and ends.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BotProcess, startBotProcess } from '../../playground/bot-process.ts';
import type { Fault } from '../../playground/discord-api/faults.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { hasImage } from '../support/shown.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ provider: { behaviour: { medianMs: 300, sigma: 0.1 } } });
  await world.bot().kill('SIGTERM');
});
afterAll(() => world.close());

const GATEWAY = 'GET /gateway/bot';
const COMMANDS = '/applications/{}/commands';
const REFUSED = 'Discord does not accept DISCORD_TOKEN.';

it.each<[string, string, Fault['kind']]>([
  ['500', GATEWAY, { status: 500 }],
  ['a page of 502', GATEWAY, { status: 502, page: '<html>Bad gateway</html>' }],
  ['429 without Retry-After', GATEWAY, { status: 429, body: { retry_after: 1 } }],
  ['429 with Retry-After', GATEWAY, { status: 429, headers: { 'retry-after': '1' } }],
  ['500', COMMANDS, { status: 500 }],
  ['429 without Retry-After', COMMANDS, { status: 429, body: { retry_after: 1 } }],
])('%s once in answer to %s is waited out', async (_name, route, kind) => {
  world.discord.state.faults.push({ route, times: 1, kind });
  await world.startBot();
  const reply = await world.people.as('member').slash('imagine', { prompt: 'after all' });
  await reply.until(hasImage);
  await world.bot().kill('SIGTERM');
});

const startBare = (settings: Readonly<Record<string, string>> = {}) =>
  startBotProcess({
    DISCORD_TOKEN: world.discord.token,
    DISCORD_API_URL: world.discord.apiUrl,
    VTRIX_API_KEY: 'not-needed-here',
    DATABASE_URL: `file:${world.databasePath}`,
    ...settings,
  });
const said = ({ printed, log }: BotProcess) => JSON.stringify([printed, log]);
const entry = ({ log }: BotProcess, msg: string) => log.find((line) => line.msg === msg);

it('401 is said in a line, without the token, and ends it', async () => {
  world.discord.state.faults.push({ route: GATEWAY, times: 10, kind: { status: 401 } });
  const bot = startBare();
  expect(await bot.exited).toBe(1);
  world.discord.state.faults.length = 0;
  expect(said(bot)).toContain(REFUSED);
  expect(said(bot)).not.toContain(world.discord.token);
  expect(bot.printed.join('\n')).not.toContain('    at ');
});

it.each<[string, Fault['kind']]>([
  ['a reset connection', 'reset-before'],
  ['400', { status: 400 }],
  ['a page of 403', { status: 403, page: '<html>Access denied</html>' }],
  ['404', { status: 404 }],
  ['500 again and again', { status: 500 }],
  ['half of the JSON', 'truncated'],
  ['a huge body', 'huge'],
  ['wrong types', 'wrong-types'],
])('%s is told in the log, without the token, and waited out', async (_name, kind) => {
  world.discord.state.faults.push({ route: GATEWAY, times: 1_000, kind });
  const bot = startBare();
  await expect.poll(() => entry(bot, 'waiting for Discord'), { timeout: 20_000 }).toBeDefined();
  world.discord.state.faults.length = 0;
  await bot.ready();
  expect(said(bot)).not.toContain(world.discord.token);
  expect(said(bot)).not.toContain('"stack"');
  expect(await bot.kill('SIGTERM')).toBe(0);
});

describe('commands that Discord does not take', () => {
  const LIMIT = 'Discord takes no more command changes for 60 minutes: 200 new commands a day are its limit';
  const run = async (program: string) => {
    const settings = { DISCORD_TOKEN: world.discord.token, DISCORD_API_URL: world.discord.apiUrl, VTRIX_API_KEY: 'x' };
    const env = { PATH: process.env.PATH, DATABASE_URL: `file:${world.databasePath}`, ...settings };
    const { promise, resolve } = Promise.withResolvers<string>();
    execFile(process.execPath, [program], { env }, (_error, stdout, stderr) => resolve(stdout + stderr));
    return promise;
  };
  const invalid = {
    status: 400,
    body: {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { 1: { name: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } } },
    },
  };
  const limited = {
    status: 429,
    headers: { 'retry-after': '3600' },
    body: { message: 'Max number of daily application command creates has been reached (200)', code: 30034 },
  };

  it.each<[string, Fault['kind'], string]>([
    ['an invalid one', invalid, 'Invalid Form Body: the command "'],
    ['the daily limit', limited, LIMIT],
    ['a page of 403', { status: 403, page: '<html>Access denied</html>' }, '403'],
  ])(
    '%s: those of before are served, one line says why, and the doctor and npm run register name it',
    async (_name, kind, reason) => {
      const { commands } = world.discord.state;
      const global = commands.get('global') ?? [];
      // As after an update that brought one command more.
      commands.set(
        'global',
        global.filter(({ name }) => name !== 'help'),
      );
      world.discord.state.faults.push({ route: `PUT ${COMMANDS}`, times: 1_000, kind });
      const before = world.discord.gateway.identifies();
      await world.startBot();
      const told = () => entry(world.bot(), 'commands were not registered; members see those of an earlier start');
      await expect.poll(told).toMatchObject({ level: 'error', reason: expect.stringContaining(reason) });
      expect(JSON.stringify(told()).length).toBeLessThan(600);
      const reply = await world.people.as('member').slash('imagine', { prompt: 'with the commands there are' });
      await reply.until(hasImage);
      expect(world.discord.gateway.identifies()).toBe(before + 1);
      expect(await run('src/cli/doctor.ts')).toContain(reason);
      const words = (await run('src/cli/register.ts')).trim().split('\n');
      expect([words.length, words[0]]).toEqual([1, expect.stringContaining(reason)]);
      world.discord.state.faults.length = 0;
      await world.bot().kill('SIGTERM');
      commands.set('global', global);
    },
  );
});

describe('a bot that Discord refuses for good', () => {
  const health = (bot: BotProcess) => `http://127.0.0.1:${entry(bot, 'health and metrics')?.port}/healthz`;
  const REFUSAL = 'Discord does not allow the intents (4014). Turn on Message Content Intent';

  it('says so and ends, waits alive at its next starts, and starts at once with other settings', async () => {
    const settings = { HTTP_PORT: '0', MESSAGE_CONTENT_INTENT: 'true' };
    const before = world.discord.gateway.identifies();
    const first = startBare(settings);
    expect(await first.exited).toBe(1);
    expect(first.printed.join('\n')).toContain(REFUSAL);
    expect(entry(first, 'Discord refused this bot')).toMatchObject({ level: 'error', code: 4014 });
    expect(world.discord.gateway.identifies()).toBe(before + 1);

    const second = startBare(settings);
    const waits = 'Discord refused this bot lately; waiting before it is tried again, unless its settings change';
    await expect.poll(() => entry(second, waits), { timeout: 20_000 }).toMatchObject({ level: 'error', code: 4014 });
    const waitMs = Date.parse(String(entry(second, waits)?.until)) - Date.now();
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    const answer = await fetch(health(second));
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining(REFUSAL)]);
    expect(await second.kill('SIGTERM')).toBe(0);
    expect(world.discord.gateway.identifies()).toBe(before + 1);

    const third = startBare({ HTTP_PORT: '0' });
    await third.ready();
    expect((await fetch(health(third))).status).toBe(200);
    expect(await third.kill('SIGTERM')).toBe(0);
    // A login that succeeded has the refusal forgotten.
    world.discord.state.messageContentIntent = true;
    const fourth = startBare(settings);
    await fourth.ready();
    expect(await fourth.kill('SIGTERM')).toBe(0);
    world.discord.state.messageContentIntent = false;
  });

  it('while it runs says so, ends with an error, and does not log in again', async () => {
    // Other settings than those of the tests below, which shall not have to wait.
    world.discord.state.messageContentIntent = true;
    const bot = startBare({ HTTP_PORT: '0', MESSAGE_CONTENT_INTENT: 'true' });
    await bot.ready();
    const before = world.discord.gateway.identifies();
    world.discord.gateway.disconnect(4004);
    expect(await bot.exited).toBe(1);
    expect(entry(bot, 'Discord refused this bot')).toMatchObject({
      level: 'error',
      code: 4004,
      remedy: expect.stringContaining('Reset it on the Bot page'),
    });
    expect(bot.printed.join('\n')).toContain('The bot cannot continue: Discord does not accept DISCORD_TOKEN (4004)');
    expect(world.discord.gateway.identifies()).toBe(before);
    world.discord.state.messageContentIntent = false;
  });
});

describe('a gateway that is not there', () => {
  it('is told of at each loss, further and further apart, and when it is back', async () => {
    const bot = startBare();
    await bot.ready();
    world.discord.goAway();
    world.discord.gateway.disconnect(4000);
    const pauses = () => bot.log.filter(({ msg }) => msg === 'waiting before Discord is tried again');
    await expect.poll(() => pauses().length, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
    const [one, two, three] = pauses().map(({ pauseMs }) => Number(pauseMs));
    expect(two).toBeGreaterThan(one ?? 0);
    expect(three).toBeGreaterThan(two ?? 0);
    expect(entry(bot, 'connection to Discord lost')).toMatchObject({ level: 'warn', code: 4000 });
    expect(entry(bot, 'no connection to Discord')).toMatchObject({
      code: 1006,
      remedy: expect.stringContaining('firewall'),
    });
    await world.discord.comeBack();
    await expect.poll(() => entry(bot, 'events of Discord come in'), { timeout: 30_000 }).toBeDefined();
    expect(await bot.kill('SIGTERM')).toBe(0);
  }, 90_000);

  // A first process has no default for signals. Needs a superuser, as in a namespace of its own it
  // is one.
  it.skipIf(process.getuid?.() !== 0)('does not hold up the stop of a container’s first process', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo; // A TCP server's address.
    const bot = startBotProcess(
      {
        DISCORD_TOKEN: 'x',
        VTRIX_API_KEY: 'x',
        DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'kontext-silent-')), 'kontext.db')}`,
        DISCORD_API_URL: `http://127.0.0.1:${port}/api`,
      },
      { command: ['unshare', '--pid', '--fork', '--kill-child', process.execPath, 'src/main.ts'], cwd: process.cwd() },
    );
    await expect.poll(() => sockets.size, { timeout: 20_000 }).toBeGreaterThan(0);
    const [first] = readFileSync(`/proc/${bot.pid}/task/${bot.pid}/children`, 'utf8').trim().split(' ');
    process.kill(Number(first), 'SIGTERM');
    expect(await bot.exited).toBe(0);
    expect(bot.log.at(-1)).toMatchObject({ msg: 'stopped', reason: 'SIGTERM', exitCode: 0 });
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
});
