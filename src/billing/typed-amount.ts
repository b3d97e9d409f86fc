// Amounts in US dollars as people type them: with or without a dollar sign, with the separators of
// their own language.
import { parseCostMicros } from './money.ts';

/**
 * What `Intl` writes with amounts in US dollars, before or after them, in one language or another.
 */
const DOLLARS = /^\s*(US\s?\$|USD|\$\s?US|\$)|(US\s?\$|USD|\$\s?US|\$)\s*$/gi;
/**
 * Spaces of every width and apostrophes group digits in some languages, and are a decimal sign in
 * none.
 */
const GROUPS_ONLY = /[\s'’]/g;
/** `1,000` and `1.000.000`; what begins with a zero is not grouped. */
const GROUPED = /^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/;

/** An amount that means one thing in one language and another in the next. */
export class AmbiguousAmountError extends Error {
  /**
   * Both, with the decimal sign of the language, and written so that everybody reads them alike:
   * `1000` and `1.00`.
   */
  readonly readings: { grouped: string; decimal: string };

  constructor(text: string, readings: { grouped: string; decimal: string }) {
    super(`"${text}" may mean ${readings.grouped} or ${readings.decimal}`);
    this.readings = readings;
  }
}

/** An amount that is one, and that nothing here can be. */
export class UnusableAmountError extends Error {
  /** Above `AMOUNT_MAX_USD`, or finer than a millionth of a dollar. */
  readonly reason: 'tooLarge' | 'tooFine';

  constructor(text: string, reason: 'tooLarge' | 'tooFine') {
    super(`"${text}" is ${reason === 'tooLarge' ? 'too large' : 'too fine'}`);
    this.reason = reason;
  }
}

/** In US dollars. */
export const AMOUNT_MAX_USD = 999_999_999;
const DECIMALS_MAX = 6;

/**
 * Reads an amount as people write it: `5`, `2.50`, `$2.50`, `2,50 US$`, `1,234.50`, `1.234,50`.
 * @param locale of whoever typed it: where one separator stands before three digits, it must be the
 * locale's own for groups
 * @returns micro-dollars
 * @throws {AmbiguousAmountError}, {UnusableAmountError}, and an `Error` for what is no amount
 */
export function parseUsd(text: string, locale: string): number {
  // Keyboards for Japanese and Chinese write wide digits and signs.
  const typed = withoutSpaces(text.normalize('NFKC').replace(DOLLARS, '').trim());
  if (!GROUPED.test(typed)) return toMicros(toDecimal(typed));
  const digits = typed.replaceAll(/[.,]/g, '');
  // A decimal sign stands once.
  const isGrouped = typed.length - digits.length > 1 || GROUPED.exec(typed)?.[1] === signOf('group', locale);
  if (isGrouped) return toMicros(digits);
  const fraction = digits.slice(-3);
  const unambiguous = fraction.endsWith('0') ? fraction.slice(0, -1) : `${fraction}0`;
  const decimal = `${digits.slice(0, -3)}${signOf('decimal', locale) ?? '.'}${unambiguous}`;
  throw new AmbiguousAmountError(typed, { grouped: digits, decimal });
}

/** What people type is taken as it is, and never rounded. @param text a plain decimal */
function toMicros(text: string): number {
  const [, whole = '', fraction = ''] = /^0*(\d+)(?:\.(\d+?)0*)?$/.exec(text) ?? [];
  if (whole.length > String(AMOUNT_MAX_USD).length) throw new UnusableAmountError(text, 'tooLarge');
  if (fraction.length > DECIMALS_MAX) throw new UnusableAmountError(text, 'tooFine');
  return parseCostMicros(whole === '' ? text : `${whole}.${fraction || '0'}`);
}

/** @throws where what they part are no groups of three */
function withoutSpaces(text: string): string {
  const [whole = ''] = text.split(/[.,]/);
  const isGrouped = !/[\s'’]/.test(text) || /^[1-9]\d{0,2}([\s'’]\d{3})+$/.test(whole);
  if (!isGrouped || text.slice(whole.length).search(/[\s'’]/) !== -1) throw new Error(`"${text}" is not an amount`);
  return text.replace(GROUPS_ONLY, '');
}

/** Of two kinds of separators the last one is the decimal sign; a single one is that too. */
function toDecimal(text: string): string {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (at === -1) return text;
  const [whole, fraction] = [text.slice(0, at), text.slice(at + 1)];
  const isGroupedByOther = GROUPED.test(whole) && !whole.includes(text.charAt(at));
  return `${isGroupedByOther ? whole.replaceAll(/[.,]/g, '') : whole}.${fraction}`;
}

/**
 * @returns the sign between groups of digits, or before decimals, in a language; undefined where
 * `Intl` does not know the language
 */
function signOf(kind: 'group' | 'decimal', locale: string): string | undefined {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(10_000_000.5);
    return parts.find(({ type }) => type === kind)?.value;
  } catch {
    return undefined;
  }
}
