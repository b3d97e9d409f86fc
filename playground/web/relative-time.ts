// Times as Discord tells them: from now, in words; and beside a message, by day and hour.
import { readingLocale, words } from './words/words.ts';

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** @param locale of whoever reads it */
export function relativeTime(atMs: number, locale = readingLocale()): string {
  const span = atMs - Date.now();
  const [unit, size] = UNITS.find(([, unitMs]) => Math.abs(span) >= unitMs) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(span / size), unit);
}

export function dayAndTime(atMs: number): string {
  const locale = readingLocale();
  const hours = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const isToday = days.format(atMs) === days.format(Date.now());
  return isToday ? words().message.todayAt(hours.format(atMs)) : `${days.format(atMs)}, ${hours.format(atMs)}`;
}
