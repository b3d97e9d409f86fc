// Times as Discord tells them: from now, in words; and beside a message, by day and hour.

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** @param locale of whoever reads it */
export function relativeTime(atMs: number, locale = 'en'): string {
  const span = atMs - Date.now();
  const [unit, size] = UNITS.find(([, unitMs]) => Math.abs(span) >= unitMs) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(span / size), unit);
}

const hours = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

export function dayAndTime(atMs: number): string {
  const isToday = days.format(atMs) === days.format(Date.now());
  return `${isToday ? 'Today at' : `${days.format(atMs)},`} ${hours.format(atMs)}`;
}
