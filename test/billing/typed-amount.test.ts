// Amounts as people type them mean what they mean to whoever typed them, or are refused.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd } from '../../src/billing/money.ts';
import { AmbiguousAmountError, parseUsd, UnusableAmountError } from '../../src/billing/typed-amount.ts';
import { languages } from '../../src/text/catalogues.ts';

describe('parseUsd', () => {
  it.each([
    ['5', 5],
    ['$2.50', 2.5],
    ['2,50', 2.5],
    [' 2,50 $ ', 2.5],
    ['US$ 2,50', 2.5],
    ['0,08\u00a0$US', 0.08],
    ['USD 0.08', 0.08],
    ['2,5', 2.5],
    ['1234,5678', 1234.5678],
    // No language groups digits like these, so they are decimals in each.
    ['0,125', 0.125],
    ['0.080', 0.08],
    ['1234.567', 1234.567],
    // Two kinds of separators, or one that stands twice, tell what each is for.
    ['1,234.50', 1234.5],
    ['1.234,50', 1234.5],
    ['1,000.500', 1000.5],
    ['1,234,567', 1_234_567],
    ['1.234.567,89', 1_234_567.89],
    ['1 000', 1000],
    ['12\u202f345,60 $US', 12_345.6],
    ['1’000.50', 1000.5],
    // As keyboards for Japanese and Chinese write.
    ['１００', 100],
    ['＄１，２３４．５０', 1234.5],
  ])('reads %j alike for everybody', (text, usd) => {
    for (const locale of ['en-US', 'de', 'fr', 'pl', 'en-IN', 'not a locale'])
      expect(parseUsd(text, locale)).toBe(Math.round(usd * 1e6));
  });

  it.each([
    ['$1,000', 'en-US', 1000],
    ['10,000', 'en-GB', 10_000],
    ['10,000', 'ja', 10_000],
    ['1.000', 'de', 1000],
    ['10.000 US$', 'es-ES', 10_000],
    ['US$ 1.000', 'pt-BR', 1000],
  ])('reads %j as %s has it', (text, locale, usd) => {
    expect(parseUsd(text, locale)).toBe(usd * 1e6);
  });

  it.each([
    ['$1,000', 'de'],
    ['10,000', 'fr'],
    ['1.000', 'en-US'],
    ['2.500', 'en-US'],
    ['1,000', 'not a locale'],
  ])('refuses %j in %s, since it may mean two amounts', (text, locale) => {
    const read = () => parseUsd(text, locale);
    expect(read).toThrow(AmbiguousAmountError);
  });

  it.each<[string, string, string, number[]]>([
    ['$10,500', 'de', '10,50', [10_500_000_000, 10_500_000]],
    ['2,345', 'fr', '2,3450', [2_345_000_000, 2_345_000]],
    ['2.345', 'en-US', '2.3450', [2_345_000_000, 2_345_000]],
  ])('names both readings of %j in %s, each as everybody reads it', (text, own, written, amounts) => {
    expect.assertions(3);
    try {
      parseUsd(text, own);
    } catch (error) {
      const { readings } = error as AmbiguousAmountError; // As the test before has it.
      expect(readings.decimal).toBe(written);
      for (const locale of ['de', 'en-US'])
        expect([parseUsd(readings.grouped, locale), parseUsd(readings.decimal, locale)]).toEqual(amounts);
    }
  });

  it.each([
    ['1000000000', 'tooLarge'],
    ['1,000,000,000,000', 'tooLarge'],
    ['99999999999.5', 'tooLarge'],
    ['0.0000001', 'tooFine'],
    ['1.1234567', 'tooFine'],
    [`1.${'1'.repeat(40)}`, 'tooFine'],
  ])('says of %j what is wrong with it', (text, reason) => {
    const read = () => parseUsd(text, 'en-US');
    expect(read).toThrow(UnusableAmountError);
    expect(read).toThrow(expect.objectContaining({ reason }));
  });

  it('takes the largest and the finest there are, and noughts before and after', () => {
    expect(parseUsd('999,999,999.999999', 'en-US')).toBe(999_999_999_999_999);
    expect(parseUsd('0000000000005.2500000000', 'en-US')).toBe(5_250_000);
  });

  it.each([
    '',
    '$',
    'five',
    '-1',
    '1e3',
    '€5',
    '5 $ 5',
    '1,00,000',
    '10 00',
    '1 000 00',
    '1,000,00',
    '1.2.3',
    '1,2.3,4',
  ])('refuses %j', (text) => {
    for (const locale of ['en-US', 'de', 'fr']) expect(() => parseUsd(text, locale)).toThrow();
  });

  it.each(['$ 1 234,5 6', '01,000.50', '5,', '.5', '1 2', "'5"])('refuses %j too', (text) => {
    expect(() => parseUsd(text, 'en-US')).toThrow();
  });

  it.each(languages)('reads every amount in cents as it is written in %s', (locale) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        expect(parseUsd(formatUsd(cents * 10_000, locale), locale)).toBe(cents * 10_000);
      }),
    );
  });
});
