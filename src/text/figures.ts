// Numbers as people read them, in their language: shares, spans of time, Discord's own live times.
import { numberFormat } from './number-format.ts';
import type { Language } from './text.ts';

/** `41%` @param share 0 to 1 */
export const formatPercent = (share: number, { t, locale }: Language): string =>
  t('figure.percent', { value: numberFormat(locale, { maximumFractionDigits: 0 }).format(share * 100) });

/** `6 s`, `11.2 s` with one fraction digit, `2 min 5 s` */
export function formatSpan(spanMs: number, { t, locale }: Language, fractionDigits = 0): string {
  const number = (value: number, digits: number) =>
    numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const seconds = spanMs / 1000;
  if (seconds < 60) return t('figure.seconds', { seconds: number(seconds, fractionDigits) });
  const whole = Math.round(seconds);
  return t('figure.minutes', { minutes: number(Math.floor(whole / 60), 0), seconds: number(whole % 60, 0) });
}

const LONG_UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `7 days`, `1 hour`: in the largest unit that it is a whole number of. */
export function formatLongSpan(spanMs: number, { locale }: Pick<Language, 'locale'>): string {
  const [unit, unitMs] = LONG_UNITS.find(([, ms]) => spanMs % ms === 0) ?? ['minute', 60_000];
  return numberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(spanMs / unitMs));
}

/**
 * Discord's relative time, which counts down by itself: `in 5 hours`.
 * @param atMs milliseconds since 1970
 */
export const relativeTime = (atMs: number): string => `<t:${Math.ceil(atMs / 1000)}:R>`;

/**
 * The same of what has been: `5 hours ago`, and never still to come.
 * @param atMs milliseconds since 1970
 */
export const timeAgo = (atMs: number): string => `<t:${Math.floor(atMs / 1000)}:R>`;

/** Discord's live times in a text, written out for where nothing shows them: `2026-11-28 18:30 UTC`. */
export const writeOutTimes = (text: string): string =>
  text.replace(/<t:(\d{1,11}):\w>/g, (_, seconds: string) => {
    const [day = '', time = ''] = new Date(Number(seconds) * 1000).toISOString().split('T');
    return `${day} ${time.slice(0, 5)} UTC`;
  });

const BAR_CELLS = 10;

/** `▰▰▰▰▱▱▱▱▱▱` @param share 0 to 1 */
export function progressBar(share: number): string {
  const full = Math.min(BAR_CELLS, Math.max(0, Math.round(share * BAR_CELLS)));
  return '▰'.repeat(full) + '▱'.repeat(BAR_CELLS - full);
}

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };
const LONGEST_MS = 10 * 365 * 86_400_000;

/**
 * Reads `30m`, `12h`, `7d`, `2w`.
 * @returns milliseconds; undefined for what is no span, or longer than ten years
 */
export function parseSpan(text: string): number | undefined {
  const match = /^\s*(\d{1,6})\s*([mhdw])\s*$/i.exec(text.normalize('NFKC'));
  const spanMs = Number(match?.[1]) * (UNITS_MS[match?.[2]?.toLowerCase() ?? ''] ?? Number.NaN);
  return spanMs > 0 && spanMs <= LONGEST_MS ? spanMs : undefined;
}

/**
 * Discord's long form of a moment, in its reader's own time zone.
 * @param atMs milliseconds since 1970
 */
export const longTime = (atMs: number): string => `<t:${Math.floor(atMs / 1000)}:f>`;
