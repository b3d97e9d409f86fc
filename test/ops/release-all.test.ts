// A part that fails to stop keeps no other from stopping.
import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { createLog } from '../../src/ops/log.ts';
import { createStop } from '../../src/ops/release-all.ts';

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
  const stop = createStop(releasers, log, 1_000);
  await expect(Promise.all([stop(), stop()])).rejects.toThrow('first');
  expect(ran).toEqual(['scheduler', 'client', 'database', 'lock']);
  expect(logged).toHaveBeenCalledTimes(2);
  await expect(stop()).rejects.toThrow('first');
  expect(ran).toHaveLength(4);
});

it('lets whoever asks again wait for the same end', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = createStop([() => promise], createLog('silent'), 60_000);
  const ended: string[] = [];
  const both = [stop().then(() => ended.push('one')), stop().then(() => ended.push('two'))];
  await setImmediate();
  expect(ended).toEqual([]);
  resolve();
  await Promise.all(both);
  expect(ended).toHaveLength(2);
});

it('leaves behind what never ends, so that the lock is given back all the same', async () => {
  const ran: string[] = [];
  const releasers = [() => ran.push('lock'), () => new Promise(() => undefined), () => ran.push('scheduler')];
  await expect(createStop(releasers, createLog('silent'), 20)()).rejects.toThrow('not stopped within 20 ms');
  expect(ran).toEqual(['scheduler', 'lock']);
});
