// Money is read from text exactly, and never loses a fraction.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBudgetRule } from '../../src/billing/budget-rule.ts';
import { formatUsd, parseCostMicros } from '../../src/billing/money.ts';

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

describe('parseBudgetRule', () => {
  it('reads an amount and a window', () => {
    expect(parseBudgetRule('2.00/day')).toEqual({ limitMicros: 2_000_000, window: 'day' });
    expect(parseBudgetRule('$100 / total')).toEqual({ limitMicros: 100_000_000, window: 'total' });
  });

  it.each(['2.00', '2/fortnight', '/day', 'a/day', '2/day/x', '-1/day'])('refuses %j', (text) => {
    expect(() => parseBudgetRule(text)).toThrow();
  });
});
