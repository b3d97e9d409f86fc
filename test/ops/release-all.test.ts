// A part that fails to stop keeps no other from stopping.
import { expect, it, vi } from 'vitest';
import { createLog } from '../../src/ops/log.ts';
import { releaseAll } from '../../src/ops/release-all.ts';

it('runs every releaser in reverse, once, and throws the first error', async () => {
  const ran: string[] = [];
  const releasers = [
    () => ran.push('lock'),
    async () => {
      ran.push('database');
      throw new Error('second');
    },
    () => {
      ran.push('client');
      throw new Error('first');
    },
    () => ran.push('scheduler'),
  ];
  const log = createLog('silent');
  const logged = vi.spyOn(log, 'error');
  await expect(releaseAll(releasers, log, 1_000)).rejects.toThrow('first');
  expect(ran).toEqual(['scheduler', 'client', 'database', 'lock']);
  expect(logged).toHaveBeenCalledTimes(2);
  await releaseAll(releasers, log, 1_000);
  expect(ran).toHaveLength(4);
});

it('leaves behind what never ends, so that the lock is given back all the same', async () => {
  const ran: string[] = [];
  const releasers = [() => ran.push('lock'), () => new Promise(() => undefined), () => ran.push('scheduler')];
  await expect(releaseAll(releasers, createLog('silent'), 20)).rejects.toThrow('not stopped within 20 ms');
  expect(ran).toEqual(['scheduler', 'lock']);
});
