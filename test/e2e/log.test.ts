// The running bot's log: who, where and what for can be followed, and its level changes without a
// restart.
import { afterEach, expect, it } from 'vitest';
import { startWorld, type World } from '../../playground/world.ts';
import { hasImage } from '../support/shown.ts';

let world: World;
afterEach(() => world?.close());

const lines = (msg: string) => world.bot().log.filter((entry) => entry.msg === msg);

it('follows an image from the interaction to its end, and shows calls while asked to by a signal', async () => {
  world = await startWorld({ provider: { behaviour: { speed: 20 } } });
  await (await world.people.as('member').slash('imagine', { prompt: 'first' })).until(hasImage);
  const [served] = lines('command served');
  const [admitted] = lines('request admitted');
  expect(admitted).toMatchObject({ member: '100000000000000001', server: '200000000000000001' });
  expect(admitted?.interactionId).toBe(served?.interactionId);
  expect(lines('task ended')).toMatchObject([{ requestId: admitted?.requestId, taskId: `${admitted?.requestId}-1` }]);
  expect(lines('call to Discord')).toEqual([]);

  void world.bot().kill('SIGUSR2');
  await expect.poll(() => lines('log level changed').at(-1)?.logLevel, { timeout: 10_000 }).toBe('debug');
  await (await world.people.as('member').slash('imagine', { prompt: 'second' })).until(hasImage);
  expect(lines('call to Discord')).toContainEqual(
    expect.objectContaining({ level: 'debug', route: 'answer', status: 200 }),
  );
  expect(lines('call to the image API').map(({ call }) => call)).toContain('poll');

  void world.bot().kill('SIGUSR2');
  await expect.poll(() => lines('log level changed').at(-1)?.logLevel, { timeout: 10_000 }).toBe('info');
  const before = lines('call to Discord').length;
  await (await world.people.as('member').slash('imagine', { prompt: 'third' })).until(hasImage);
  expect(lines('call to Discord')).toHaveLength(before);
  expect(JSON.stringify(world.bot().log)).not.toContain(world.discord.token);
});
