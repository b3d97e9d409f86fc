// Moments as Discord shows them: what is to come has not begun before it does, and what has been is
// never still to come.
import { expect, it } from 'vitest';
import { parseSpan, relativeTime, timeAgo } from '../../src/text/figures.ts';

it('what is to come is rounded up to Discord’s seconds, what has been down', () => {
  expect(relativeTime(1_500)).toBe('<t:2:R>');
  expect(timeAgo(1_500)).toBe('<t:1:R>');
});

it.each([
  ['7d', 7 * 24 * 3600],
  [' 12 H ', 12 * 3600],
  ['３０ｍ', 30 * 60],
])('%j is a length of time', (text, seconds) => {
  expect(parseSpan(text)).toBe(seconds * 1000);
});
