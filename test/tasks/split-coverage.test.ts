// Which part of each task a grant pays.
import { describe, expect, it } from 'vitest';
import { splitCoverage } from '../../src/tasks/lifecycle/admit.ts';

const tasks = (...estimates: number[]) => estimates.map((estimateMicros) => ({ estimateMicros }));

describe('what a grant pays', () => {
  it.each([
    [250, [100, 100, 50]],
    [100, [100, undefined, undefined]],
    [300, [100, 100, 100]],
    [40, [40, undefined, undefined]],
  ])('of three tasks of 100 each, with %d of it', (micros, paid) => {
    const shares = splitCoverage({ grantId: 7, micros }, tasks(100, 100, 100));
    expect(shares.map((share) => share?.micros)).toEqual(paid);
    expect(shares.every((share) => share === undefined || share.grantId === 7)).toBe(true);
  });

  it('is nothing where there is no grant', () => {
    expect(splitCoverage(undefined, tasks(100))).toEqual([undefined]);
  });

  it('is nothing of a task that costs nothing', () => {
    expect(splitCoverage({ grantId: 7, micros: 100 }, tasks(0, 100)).map((share) => share?.micros)).toEqual([
      undefined,
      100,
    ]);
  });
});
