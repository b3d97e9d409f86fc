// Money: integer micro-dollars, read from decimal text and never from a floating-point number.

import { numberFormat } from '../text/number-format.ts';

/** A millionth of a dollar is 1. */
export const MICROS_PER_USD = 1_000_000;

const DECIMAL = /^\d{1,9}(\.\d{1,30})?$/;
const PARSED_DIGITS = 9;
const MICRO_DIGITS = 6;

/**
 * @param text USD as a plain decimal such as `0.08`; no sign, no exponent
 * @returns micro-dollars, rounded up after normalising to nine decimals, so that nothing is lost by
 * rounding
 * @throws where `text` is anything else
 */
export function parseCostMicros(text: string): number {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) throw new Error(`"${trimmed.slice(0, 40)}" is not an amount in USD such as 0.08`);
  const [whole = '0', fraction = ''] = trimmed.split('.');
  const digits = fraction.slice(0, PARSED_DIGITS).padEnd(PARSED_DIGITS, '0');
  const micros = Number(digits.slice(0, MICRO_DIGITS));
  const hasRest = Number(digits.slice(MICRO_DIGITS)) > 0;
  return Number(whole) * MICROS_PER_USD + micros + (hasRest ? 1 : 0);
}

/**
 * `$0.08`, `$1.96`; amounts that cents would hide keep the digits they need, as `$0.0004`. Where
 * `$` alone would be taken for money of the reader's own country, `Intl` says whose it is:
 * `US$ 0,08` in Brazil.
 */
export function formatUsd(micros: number, locale = 'en'): string {
  const hidesInCents = micros % 10_000 !== 0;
  return numberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: 2,
    maximumFractionDigits: hidesInCents ? MICRO_DIGITS : 2,
  }).format(micros / MICROS_PER_USD);
}
