// Times as Discord tells them: from now, in words.

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export function relativeTime(atMs: number): string {
  const span = atMs - Date.now();
  const [unit, size] = UNITS.find(([, unitMs]) => Math.abs(span) >= unitMs) ?? ['second', 1_000];
  return format.format(Math.round(span / size), unit);
}
