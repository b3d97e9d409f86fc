// What the page makes of what was typed and chosen for a command's options, without a browser.
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../playground/discord-api/read-options.ts';
import { assignFiles } from '../../playground/web/option-files.ts';
import { BOOLEAN, INTEGER, NUMBER, typed } from '../../playground/web/option-values.ts';

const STRING = 3;

describe('what was typed', () => {
  it.each([
    ['12', INTEGER, 12],
    [' -3 ', INTEGER, -3],
    ['abc', INTEGER, 'abc'],
    ['1e3', INTEGER, '1e3'],
    ['4.5', INTEGER, '4.5'],
    [' ', INTEGER, ' '],
    ['Infinity', NUMBER, 'Infinity'],
    ['0x10', NUMBER, '0x10'],
    ['2.5', NUMBER, 2.5],
    ['true', BOOLEAN, true],
    ['false', BOOLEAN, false],
    ['yes', BOOLEAN, 'yes'],
    ['12', STRING, '12'],
  ])('%j for an option of kind %i is %j', (text, type, value) => {
    expect(typed(text, type)).toBe(value);
  });

  it.each(['abc', '1e400', '9'.repeat(400)])('%j arrives as something that is refused, never as nothing', (text) => {
    const command = { options: [{ type: INTEGER, name: 'seed' }] };
    const sent = JSON.parse(JSON.stringify({ seed: typed(text, INTEGER) }));
    expect(() => readOptions(command, [], sent)).toThrow('seed: a number is expected');
  });
});

describe('files', () => {
  it('stay with the option that they were chosen for, and fill the others in order', () => {
    const slots = ['image', 'image_2', 'image_3'];
    expect(assignFiles(slots, ['a', 'b'], {})).toEqual({ image: 'a', image_2: 'b' });
    expect(assignFiles(slots, ['a'], { image_2: 'a' })).toEqual({ image_2: 'a' });
    expect(assignFiles(slots, ['a', 'b', 'c'], { image_2: 'a' })).toEqual({ image: 'b', image_2: 'a', image_3: 'c' });
    expect(assignFiles(slots, ['b'], { image_2: 'a' }), 'taken away again').toEqual({ image: 'b' });
    expect(assignFiles(['image'], ['a', 'b'], {})).toEqual({ image: 'a' });
  });
});
