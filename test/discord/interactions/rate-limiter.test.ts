// How much one person may ask at once.
import { expect, it } from 'vitest';
import { createFloodGuard } from '../../../src/discord/interactions/rate-limiter.ts';

it('lets a burst through, then as many as time brings, and refuses the rest, the first with a mark', () => {
  let now = 0;
  const guard = createFloodGuard(() => now, { burst: 3, perSecond: 2 });
  const check = (count: number) => Array.from({ length: count }, () => guard.check('a'));
  expect(check(5)).toEqual(['allowed', 'allowed', 'allowed', 'first-refusal', 'refused']);
  expect(guard.check('b')).toBe('allowed');
  now = 1_000;
  expect(check(3)).toEqual(['allowed', 'allowed', 'first-refusal']);
  now = 60_000;
  expect(check(4)).toEqual(['allowed', 'allowed', 'allowed', 'first-refusal']);
});

it('remembers a bounded number of people', () => {
  const guard = createFloodGuard(() => 0, { burst: 1, perSecond: 0 });
  guard.check('first');
  expect(guard.check('first')).toBe('first-refusal');
  for (let number = 0; number < 10_000; number += 1) guard.check(`crowd ${number}`);
  expect(guard.check('first')).toBe('allowed');
});
