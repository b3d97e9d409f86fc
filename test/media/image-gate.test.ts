// Work on images takes turns: so many at once, tasks first, and people are refused where too many
// wait.
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createImageGate, ImagesBusyError } from '../../src/media/image-gate.ts';

/** Work that ends when told, and notes what ran. */
function createWork() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      const { promise, resolve } = Promise.withResolvers<void>();
      ends.set(name, resolve);
      return promise;
    },
    async end(name: string) {
      ends.get(name)?.();
      await setImmediate();
    },
  };
}

it('lets so many work at once, and tasks before people', async () => {
  const gate = createImageGate({ atOnce: 2, peopleWaiting: 9 });
  const { begun, work, end } = createWork();
  const all = [
    gate.run(work('a'), 'person'),
    gate.run(work('b'), 'person'),
    gate.run(work('c'), 'person'),
    gate.run(work('d'), 'task'),
  ];
  await setImmediate();
  expect(begun).toEqual(['a', 'b']);
  await end('a');
  expect(begun).toEqual(['a', 'b', 'd']);
  for (const name of ['b', 'd', 'c']) await end(name);
  await Promise.all(all);
  expect(begun).toEqual(['a', 'b', 'd', 'c']);
});

it('refuses people where too many wait, but no task', async () => {
  const gate = createImageGate({ atOnce: 1, peopleWaiting: 1 });
  const { begun, work, end } = createWork();
  const all = [gate.run(work('a')), gate.run(work('b'), 'person'), gate.run(work('c')), gate.run(work('d'))];
  await expect(gate.run(work('refused'), 'person')).rejects.toThrow(ImagesBusyError);
  for (const name of ['a', 'c', 'd', 'b']) await end(name);
  await Promise.all(all);
  expect(begun).toEqual(['a', 'c', 'd', 'b']);
});

it('counts work within work once, and gives the turn back after a failure', async () => {
  const gate = createImageGate({ atOnce: 1, peopleWaiting: 0 });
  expect(await gate.run(() => gate.run(() => gate.run(async () => 'done')))).toBe('done');
  await expect(gate.run(() => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  expect(await gate.run(async () => 'again', 'person')).toBe('again');
});
