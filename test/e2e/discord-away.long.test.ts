// Discord is gone for a while, gateway and all: the bot stays, works on, comes back by itself, and
// shows what was drawn meanwhile.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectPeople } from '../../playground/discord-api/people.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { expectPromisesKept } from '../support/invariants.ts';
import { hasImage } from '../support/shown.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ provider: { behaviour: { medianMs: 2_000, sigma: 0.1 } } });
});
afterEach(() => world.close());

it.each([
  ['resumes', 4000],
  ['has to begin anew', 4009],
])(
  'a session that %s',
  async (_name, code) => {
    const reply = await world.people.as('member').slash('imagine', { prompt: 'drawn meanwhile' });
    await reply.until(({ content }) => content.includes('%'));
    world.discord.goAway();
    world.discord.gateway.disconnect(code);
    const failures = () => world.bot().log.filter(({ msg }) => msg === 'delivery method failed').length;
    await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(world.bot().isRunning()).toBe(true);
    await world.discord.comeBack();
    const people = connectPeople(world.discord.controlUrl);
    await people.botReady(60_000);
    const shown = async () => (await people.as('member').messages()).filter(hasImage);
    await expect.poll(shown, { timeout: 30_000 }).toHaveLength(1);
    await (await people.as('second').slash('imagine', { prompt: 'and afterwards' })).until(hasImage);
    await people.close();
    await expectPromisesKept(world);
  },
  120_000,
);
