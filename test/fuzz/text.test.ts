// Whatever people type is shown letter by letter, wherever it is shown.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { cut, plainLine, quote, wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { findBlockedWord } from '../../src/servers/blocked-words.ts';
import { toCsv } from '../../src/text/csv.ts';
import { createText } from '../../src/text/text.ts';
import { holds, hostileText } from '../support/fuzz.ts';
import { activeParts } from '../support/harmless.ts';

const { t } = createText()('en-US');
const STEERING = /[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF\u00AD]/u;

describe('quoted text', () => {
  holds(
    'formats, mentions, links and hides nothing',
    fc.property(hostileText(), fc.integer({ min: 2, max: 300 }), (text, most) => {
      const shown = quote(text, most);
      expect(activeParts(shown)).toEqual([]);
      expect(shown).not.toMatch(STEERING);
      expect(shown.length).toBeLessThanOrEqual(2 * most);
      expect(shown.isWellFormed()).toBe(true);
    }),
  );

  holds(
    'does not break out of what it is put into',
    fc.property(hostileText(), (text) => {
      const shown = quote(`x${text}x`, 100);
      expect(activeParts(`<@100000000000000001> · **${shown}**\nend`)).toEqual(['user', 'strong']);
      expect(activeParts(`“${shown}” is not one`)).toEqual([]);
    }),
  );

  holds(
    'is put into sentences as it is, whatever it says of templates',
    fc.property(hostileText(60), (text) => {
      const value = wrongValue(text);
      expect(t('refusal.model', { value, models: 'm' })).toBe(`“${value}” is not one of this bot’s models: m.`);
      expect(t('denial.blockedReason', { reason: value })).toBe(`Reason: “${value}”.`);
    }),
  );
});

describe('a plain line', () => {
  holds(
    'is one line, and cleaning it again changes nothing',
    fc.property(hostileText(), (text) => {
      const line = plainLine(text);
      expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
      expect(line).not.toMatch(STEERING);
      expect(plainLine(line)).toBe(line);
    }),
  );

  holds(
    'is cut within its length and between characters',
    fc.property(hostileText(), fc.integer({ min: 1, max: 50 }), (text, most) => {
      const line = plainLine(text);
      const kept = cut(line, most);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept.isWellFormed()).toBe(true);
    }),
  );
});

describe('a table', () => {
  holds(
    'holds no formula, and keeps every field apart',
    fc.property(fc.array(fc.array(hostileText(40), { minLength: 1, maxLength: 4 }), { maxLength: 4 }), (rows) => {
      const read = readCsv(toCsv(rows));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const field of read.flat()) if (!/^-?\d+(\.\d+)?$/.test(field)) expect(field).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

/** RFC 4180, read strictly. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const row: string[] = [];
    for (;;) {
      const [match = '', quoted, plain] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r\n)/.exec(rest) ?? [];
      row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
      rest = rest.slice(match.length);
      if (!rest.startsWith(',')) break;
      rest = rest.slice(1);
    }
    expect(rest.startsWith('\r\n')).toBe(true);
    rest = rest.slice(2);
    rows.push(row);
  }
  return rows;
}

describe('a blocked word', () => {
  const disguise = fc.constantFrom<(letter: string) => string>(
    (letter) => letter,
    (letter) => letter.toUpperCase(),
    (letter) => `${letter}\u200B`,
    (letter) => `${letter}\u0301`,
    (letter) => String.fromCodePoint(0xff41 + letter.charCodeAt(0) - 97),
    (letter) => ({ a: 'а', c: 'с', e: 'е', i: '1', o: '0', p: 'р', s: '$', x: 'х', y: 'у' })[letter] ?? letter,
  );
  holds(
    'is found in every disguise, as a whole',
    fc.asyncProperty(
      fc.stringMatching(/^[a-z]{3,12}$/),
      fc.array(disguise, { minLength: 12, maxLength: 12 }),
      hostileText(40),
      async (word, disguises, around) => {
        const shown = [...word].map((letter, index) => disguises[index]?.(letter) ?? letter).join('');
        // Figures alone are a number.
        fc.pre(/\p{L}/u.test(shown));
        const blocked = [{ text: word, isPattern: false }];
        expect(await findBlockedWord(`${around} ${shown} ${around}`, blocked)).toEqual(blocked[0]);
      },
    ),
  );
  holds(
    'or pattern may be anything',
    fc.asyncProperty(hostileText(), hostileText(100), fc.boolean(), async (prompt, text, isPattern) => {
      await findBlockedWord(prompt, [{ text, isPattern }]);
    }),
  );
});
