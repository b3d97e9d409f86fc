// Discord in trouble while the bot starts: it starts all the same where trying again helps, else it says in a line what is wrong, and ends.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBotProcess } from '../../playground/bot-process.ts';
import type { Fault } from '../../playground/discord-api/faults.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { hasPicture } from '../support/shown.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ images: { manner: { medianMs: 300, sigma: 0.1 } } });
  await world.bot().kill('SIGTERM');
});
afterAll(() => world.close());

const GATEWAY = 'GET /gateway/bot';
const COMMANDS = '/applications/{}/commands';
const REFUSED = 'Discord does not accept DISCORD_TOKEN.';
const UNREACHABLE = 'Discord could not be reached';

it.each<[string, string, Fault['kind']]>([
  ['500', GATEWAY, { status: 500 }],
  ['a page of 502', GATEWAY, { status: 502, page: '<html>Bad gateway</html>' }],
  ['429 without Retry-After', GATEWAY, { status: 429 }],
  ['429 with Retry-After', GATEWAY, { status: 429, headers: { 'retry-after': '1' } }],
  ['500', COMMANDS, { status: 500 }],
  ['429 without Retry-After', COMMANDS, { status: 429 }],
])('%s once in answer to %s is waited out', async (_name, route, kind) => {
  world.discord.state.faults.push({ route, times: 1, kind });
  await world.startBot();
  const reply = await world.people.as('member').slash('imagine', { prompt: 'after all' });
  await reply.until(hasPicture);
  await world.bot().kill('SIGTERM');
});

it.each<[string, string, Fault['kind'], string]>([
  ['a reset connection', GATEWAY, 'reset-before', UNREACHABLE],
  ['400', GATEWAY, { status: 400 }, UNREACHABLE],
  ['401', GATEWAY, { status: 401 }, REFUSED],
  ['a page of 403', GATEWAY, { status: 403, page: '<html>Access denied</html>' }, UNREACHABLE],
  ['404', GATEWAY, { status: 404 }, UNREACHABLE],
  ['500 again and again', GATEWAY, { status: 500 }, UNREACHABLE],
  ['half of the JSON', GATEWAY, 'truncated', UNREACHABLE],
  ['a huge body', GATEWAY, 'huge', UNREACHABLE],
  // discord.js breaks on it where nobody can catch it.
  ['wrong types', GATEWAY, 'wrong-types', '"crashed"'],
])('%s in answer to %s is said in a line, without the token', async (_name, route, kind, words) => {
  world.discord.state.faults.push({ route, times: 10, kind });
  const bot = startBotProcess({
    DISCORD_TOKEN: world.discord.token,
    DISCORD_API_URL: world.discord.apiUrl,
    VTRIX_API_KEY: 'not-needed-here',
    DATABASE_URL: `file:${world.databasePath}`,
  });
  expect(await bot.exited).toBe(1);
  world.discord.state.faults.length = 0;
  expect(JSON.stringify([bot.printed, bot.log])).toContain(words);
  expect(JSON.stringify([bot.printed, bot.log])).not.toContain(world.discord.token);
  expect(bot.printed.join('\n')).not.toContain('    at ');
});
