// Lists in one message: whole lines, as many as fit, and how many are left out.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitLists } from '../../../src/discord/rendering/fit-lists.ts';

const more = (count: number) => `and ${count} more`;
const list = (heading: string, count: number, length: number, total = count) => ({
  heading,
  lines: Array.from({ length: count }, (_, index) => `${heading}${index}`.padEnd(length, '.')),
  total,
  more,
});

it('shows everything where it fits, and no list that is empty', () => {
  expect(fitLists([{ lines: ['title'] }, list('a', 2, 3), list('b', 0, 3), list('c', 1, 3, 4)], 100)).toBe(
    'title\na\na0.\na1.\nc\nc0.\nand 3 more',
  );
});

it('leaves lines out of the longest list, and counts them', () => {
  expect(fitLists([{ lines: ['title'] }, list('a', 4, 10), list('b', 2, 5)], 54)).toBe(
    'title\na\na0........\na1........\nand 2 more\nb\nb0...\nb1...',
  );
});

it('never breaks a line, whatever there is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 3, max: 60 })), { maxLength: 4 }),
      fc.integer({ min: 200, max: 2000 }),
      (sizes, most) => {
        const lists = sizes.map(([count, length], index) => list('abcd'.charAt(index), count, length));
        const content = fitLists(lists, most);
        expect(content.length).toBeLessThanOrEqual(most);
        expect(content).not.toContain('…');
        for (const { heading, lines } of lists) {
          const shown = content.split('\n').filter((line) => lines.includes(line)).length;
          const left = lines.length - shown;
          const own = content.slice(content.indexOf(heading));
          if (left > 0) expect(own).toContain(more(left));
        }
      },
    ),
  );
});
