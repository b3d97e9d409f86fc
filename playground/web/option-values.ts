// What an option of a slash command can be, and what was typed for it, as its kind wants it.
import type { Choice, CommandOption } from './shapes.ts';
import { words } from './words/words.ts';

/** Discord's numbers for kinds of options. */
export const [INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT] = [4, 5, 6, 7, 8, 9, 10, 11];

/** How a number is typed, by the option's kind. */
const NUMBERS: Readonly<Record<number, RegExp>> = {
  [INTEGER]: /^\s*-?\d+\s*$/,
  [NUMBER]: /^\s*-?\d+(\.\d+)?\s*$/,
};

const trueOrFalse = (): Choice[] => [
  { name: words().composer.yes, value: 'true' },
  { name: words().composer.no, value: 'false' },
];

/** What the command itself says an option can be. */
export const choicesOf = ({ type, choices = [] }: Pick<CommandOption, 'type' | 'choices'>): readonly Choice[] =>
  type === BOOLEAN ? trueOrFalse() : choices;

/**
 * @returns the value to send; text that is no value of its kind stays text, so that it is refused
 * instead of lost
 */
export function typed(text: string, type: number): string | number | boolean {
  if (type === BOOLEAN && (text === 'true' || text === 'false')) return text === 'true';
  return NUMBERS[type]?.test(text) ? Number(text) : text;
}
