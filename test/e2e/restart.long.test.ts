// The bot stopped and started: nothing is lost, nothing is paid twice, and a second bot on the same
// data is turned away.

import { setTimeout as sleepFor } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../playground/bot-process.ts';
import { startWorld, type World, type WorldOptions } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasFailed, hasImage } from '../support/shown.ts';

let world: World;

const start = async (options?: WorldOptions) => {
  world = await startWorld({ provider: { behaviour: { medianMs: 2_500, sigma: 0.05 } }, ...options });
};
const posts = () => world.provider.state.requests.filter(({ method }) => method === 'POST').length;

afterEach(() => world.close());

describe('a bot that was killed', () => {
  it('while an image is on its way delivers it after its next start, having paid once', async () => {
    await start();
    const reply = await world.people.as('member').slash('imagine', { prompt: 'carried on' });
    await reply.until((message) => message.content.includes('%'));
    await world.bot().kill('SIGKILL');
    await world.startBot();
    await reply.until(hasImage);
    expect(posts()).toBe(1);
    await expectPromisesKept(world);
  });

  it('while the paid call was under way sends no second one, and says that it may have been charged', async () => {
    await start();
    world.provider.state.faults.push({ on: 'create', kind: 'hang', times: 1 });
    const reply = await world.people.as('member').slash('imagine', { prompt: 'half sent' });
    await expect.poll(posts).toBe(1);
    await world.bot().kill('SIGKILL');
    await world.startBot();
    const failed = await reply.until(hasFailed);
    expect(failed.content).toContain('It may have been charged; $0.08 stays reserved');
    expect(posts()).toBe(1);
  });

  it('while others waited in the queue takes them up again in their order', async () => {
    await start({ settings: { MAX_CONCURRENT: '1' } });
    const first = await world.people.as('member').slash('imagine', { prompt: 'first' });
    await first.until((message) => message.content.includes('%'));
    const second = await world.people.as('second').slash('imagine', { prompt: 'second' });
    await second.until((message) => message.content.includes('In the queue'));
    await world.bot().kill('SIGKILL');
    await world.startBot({ MAX_CONCURRENT: '1' });
    await first.until(hasImage);
    await second.until(hasImage);
    await expectPromisesKept(world);
  });

  it('with a finished image not yet shown shows it after its next start', async () => {
    await start();
    const reply = await world.people.as('member').slash('imagine', { prompt: 'not yet shown' });
    await reply.until((message) => message.content.includes('%'));
    world.discord.state.faults.push({ route: 'PATCH', times: 1_000, kind: { status: 500 } });
    await expect.poll(() => world.bot().log.some(({ msg }) => msg === 'task ended'), { timeout: 15_000 }).toBe(true);
    await world.bot().kill('SIGKILL');
    world.discord.state.faults.length = 0;
    await world.startBot();
    await reply.until(hasImage);
    await expectPromisesKept(world);
  });
});

describe('a bot that is asked to stop', () => {
  it('finishes what ends in time, takes nothing new, and exits with 0', async () => {
    await start();
    const reply = await world.people.as('member').slash('imagine', { prompt: 'just in time' });
    await reply.until((message) => message.content.includes('%'));
    const exit = world.bot().kill('SIGTERM');
    await expect.poll(() => world.bot().log.some(({ msg }) => msg === 'stopping')).toBe(true);
    const refused = await (await world.people.as('second').slash('imagine', { prompt: 'too late' })).until(() => true);
    expect(refused.content).toContain('restarting');
    await reply.until(hasImage);
    expect(await exit).toBe(0);
    expect(world.bot().log.at(-1)).toMatchObject({ level: 'info', msg: 'stopped', reason: 'SIGTERM', exitCode: 0 });
    await expectPromisesKept(world);
  });

  it('twice leaves at once, and what was on its way arrives after its next start', async () => {
    await start({ settings: { SHUTDOWN_GRACE: '600' } });
    world.provider.state.nextPlans.push({ durationMs: 6_000 });
    const reply = await world.people.as('member').slash('imagine', { prompt: 'in a hurry' });
    await reply.until((message) => message.content.includes('%'));
    void world.bot().kill('SIGTERM');
    await expect.poll(() => world.bot().log.some(({ msg }) => msg === 'stopping')).toBe(true);
    // Sooner it would be the same request, as npm hands it on.
    await sleepFor(1_200);
    const { log } = world.bot();
    expect(await world.bot().kill('SIGTERM')).toBe(1);
    expect(log.at(-1)).toMatchObject({ level: 'warn', msg: 'stopped', reason: 'SIGTERM while stopping', exitCode: 1 });
    await world.startBot();
    await reply.until(hasImage);
    await expectPromisesKept(world);
  });

  it('leaves what does not end in time to its next start', async () => {
    await start({ settings: { SHUTDOWN_GRACE: '1' } });
    world.provider.state.nextPlans.push({ durationMs: 5_000 });
    const reply = await world.people.as('member').slash('imagine', { prompt: 'slow' });
    await reply.until((message) => message.content.includes('%'));
    expect(await world.bot().kill('SIGTERM')).toBe(0);
    await world.startBot();
    await reply.until(hasImage);
    await expectPromisesKept(world);
  });
});

describe('a start', () => {
  it('registers the commands once, and not again while they are the same', async () => {
    await start();
    const puts = () => world.discord.state.requests.filter(({ method }) => method === 'PUT').length;
    expect(puts()).toBe(1);
    await world.bot().kill('SIGTERM');
    await world.startBot();
    expect(puts()).toBe(1);
    await world.bot().kill('SIGTERM');
    await world.startBot({ MAX_SAFETY_TOLERANCE: '5' });
    expect(puts()).toBe(2);
  });

  it('registers in one server alone where DISCORD_GUILD_ID says so', async () => {
    await start({ settings: { DISCORD_GUILD_ID: '200000000000000001' } });
    expect([...world.discord.state.commands.keys()]).toEqual(['200000000000000001']);
    await (await world.people.as('member').slash('imagine', { prompt: 'here' })).until(hasImage);
  });

  it('on data that another bot is using is refused in a plain line', async () => {
    await start();
    const second = startBotProcess({
      DISCORD_TOKEN: world.discord.token,
      DISCORD_API_URL: world.discord.apiUrl,
      VTRIX_API_KEY: 'x',
      DATABASE_URL: `file:${world.databasePath}`,
    });
    expect(await second.exited).toBe(1);
    expect(second.printed.join('\n')).toContain('Another instance of the bot is running on');
    expect(second.printed.join('\n')).not.toContain('    at ');
  });

  it('on data whose bot was killed succeeds at once', async () => {
    await start();
    await world.bot().kill('SIGKILL');
    await world.startBot();
    expect(world.bot().isRunning()).toBe(true);
  });

  it('after the first answer was given but not noted says that nothing came of it', async () => {
    await start();
    const dies = fileURLToPath(new URL('../support/hooks/durable-steps.ts', import.meta.url));
    await world.bot().kill('SIGTERM');
    await world.startBot({ KILL_AT: 'before acknowledged' }, dies);
    await world.people.botReady();
    const reply = await world.people.as('member').slash('imagine', { prompt: 'cut off' });
    expect(await world.bot().exited).toBe('SIGKILL');
    await world.startBot();
    const told = await reply.until(hasFailed);
    expect(told.content).toContain('The bot restarted before this request was sent. Nothing was charged.');
    expect(posts()).toBe(0);
    await (await world.people.as('member').click(told, 'Try again')).until(hasImage);
    await expectPromisesKept(world);
  });

  it('with a token that Discord does not accept says so without showing it', async () => {
    await start();
    await world.bot().kill('SIGTERM');
    const wrong = startBotProcess({
      DISCORD_TOKEN: 'wrong.secret.token',
      DISCORD_API_URL: world.discord.apiUrl,
      VTRIX_API_KEY: 'x',
      DATABASE_URL: `file:${world.databasePath}`,
    });
    expect(await wrong.exited).toBe(1);
    const everything = [...wrong.printed, ...wrong.log.map((entry) => JSON.stringify(entry))].join('\n');
    expect(everything).toContain('Discord does not accept DISCORD_TOKEN');
    expect(everything).not.toContain('wrong.secret.token');
  });
});
