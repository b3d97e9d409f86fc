// A bot that breaks in a way nobody foresaw says so in its log, keeps its secrets, and ends, so
// that whatever runs it starts it anew.
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage } from '../support/shown.ts';

const CRASHER = fileURLToPath(new URL('../support/crash-on-signal.ts', import.meta.url));

let world: World;
afterEach(() => world.close());

it.each(['exception', 'rejection'])('an unforeseen %s', async (crash) => {
  world = await startWorld({
    provider: { behaviour: { medianMs: 2_000, sigma: 0.1 } },
    settings: { NODE_OPTIONS: `--import=${CRASHER}`, CRASH: crash },
  });
  const reply = await world.people.as('member').slash('imagine', { prompt: 'in the middle of it' });
  await reply.until(({ content }) => content.includes('%'));
  const bot = world.bot();
  expect(await bot.kill('SIGUSR2')).toBe(1);
  // The signal also turns the log up, which is said before or after.
  expect(bot.log.find(({ level }) => level === 'fatal')).toMatchObject({
    level: 'fatal',
    msg: 'crashed',
    err: { name: 'Error' },
  });
  const everything = JSON.stringify([bot.log, bot.printed]);
  for (const secret of [world.discord.token, world.provider.apiKey, 'token'.repeat(20)])
    expect(everything).not.toContain(secret);
  await world.startBot({ NODE_OPTIONS: '' });
  await reply.until(hasImage);
  await expectPromisesKept(world);
});
