// Money is read from text exactly, and never loses a fraction.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { formatUsd, parseCostMicros, parseUsd } from '../../src/billing/money.ts';
import { languages } from '../../src/text/catalogues.ts';

describe('parseCostMicros', () => {
  it.each([
    ['0.08', 80_000],
    ['0', 0],
    ['1', 1_000_000],
    ['0.000001', 1],
    ['0.0000001', 1],
    ['0.1234567', 123_457],
    ['0.080000000', 80_000],
    // A tenth decimal is noise of floating point.
    ['0.0800000001', 80_000],
    ['999999999.999999', 999_999_999_999_999],
  ])('reads %s as %i micro-dollars', (text, micros) => {
    expect(parseCostMicros(text)).toBe(micros);
  });

  it.each(['', '-0.08', '+1', '1e3', 'NaN', 'Infinity', '0,08', '.5', '1.', '$1', '0x10', '1 2', '9999999999'])(
    'refuses %j',
    (text) => {
      expect(() => parseCostMicros(text)).toThrow('is not an amount in USD');
    },
  );

  it('gives back every amount of whole micro-dollars as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (micros) => {
        const text = `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
        expect(parseCostMicros(text)).toBe(micros);
      }),
    );
  });
});

describe('formatUsd', () => {
  it.each([
    [80_000, '$0.08'],
    [1_960_000, '$1.96'],
    [400, '$0.0004'],
    [123_457, '$0.123457'],
    [0, '$0.00'],
    [1_234_500_000, '$1,234.50'],
  ])('writes %i as %s', (micros, text) => {
    expect(formatUsd(micros)).toBe(text);
  });

  it.each([
    ['es-ES', '0,08 US$'],
    ['es-419', 'USD 0.08'],
    ['pt-BR', 'US$ 0,08'],
  ])('says in %s whose dollars these are', (locale, text) => {
    expect(formatUsd(80_000, locale).replaceAll('\u00a0', ' ')).toBe(text);
  });
});

describe('parseUsd', () => {
  it.each([
    ['5', 5_000_000],
    ['$2.50', 2_500_000],
    ['2,50', 2_500_000],
    [' 2,50 $ ', 2_500_000],
    ['US$ 2,50', 2_500_000],
    ['0,08\u00a0$US', 80_000],
    ['USD 0.08', 80_000],
  ])('reads %j', (text, micros) => {
    expect(parseUsd(text)).toBe(micros);
  });

  it.each(['', '$', 'five', '-1', '1e3', '1,00.50', '€5', '5 $ 5'])('refuses %j', (text) => {
    expect(() => parseUsd(text)).toThrow();
  });

  it.each([
    ['$1,000', 'en-US', 1000],
    ['10,000', 'en-GB', 10_000],
    ['1,234,567.50', 'en-US', 1_234_567.5],
    ['1.000', 'de', 1000],
    ['1.000,50', 'es-ES', 1000.5],
    ['10 000', 'fr', 10_000],
    ['0.125', 'de', 0.125],
    ['0,125', 'en-US', 0.125],
  ])('reads %j in %s as %d dollars', (text, locale, usd) => {
    expect(parseUsd(text, locale)).toBe(usd * 1_000_000);
  });

  it.each([
    ['1.000', 'en-US'],
    ['$1,000', 'de'],
    ['10,000', 'fr'],
    ['1,000.50', 'de'],
    ['1,0000,000', 'en-US'],
  ])('refuses %j in %s as ambiguous', (text, locale) => {
    expect(() => parseUsd(text, locale)).toThrow();
  });

  it.each(languages)('reads what is written in %s', (locale) => {
    for (const micros of [1_960_000, 1_000_000_000, 12_345_678_900_000])
      expect(parseUsd(formatUsd(micros, locale), locale)).toBe(micros);
  });
});

describe('parseBudgetRule', () => {
  it('reads an amount and a window', () => {
    expect(parseBudgetRule('2.00/day')).toEqual({ limitMicros: 2_000_000, window: 'day' });
    expect(parseBudgetRule('$100 / total')).toEqual({ limitMicros: 100_000_000, window: 'total' });
  });

  it.each(['2.00', '2/fortnight', '/day', 'a/day', '2/day/x', '-1/day'])('refuses %j', (text) => {
    expect(() => parseBudgetRule(text)).toThrow();
  });
});
