// A chart shows a year at most: one that begins later than what it is about says so.
import { expect, it, vi } from 'vitest';
import { drawnPart, type UsageQuestion } from '../../commands/usage/usage-answer.ts';
import { createText } from '../../src/text/text.ts';

const language = createText()('en');
const question: UsageQuestion = {
  title: () => 'This server, all time',
  filter: { from: '2024-01-01', to: '2026-11-28' },
  stack: 'kind',
  nameOf: vi.fn(),
  further: [],
  withCsv: false,
};
const days = ['2025-11-28', '2026-11-28'];

it.each([
  ['2025-11-27', 'This server, all time (2025-11-28 to 2026-11-28)'],
  ['2025-11-28', 'This server, all time'],
])('where the first was spent on %s its title is "%s"', (day, title) => {
  expect(drawnPart(question, days, [{ day }]).title(language)).toBe(title);
});
