// The span of days that a report is about.
import type { Calendar } from '../calendar.ts';

export const usagePeriods = ['today', '7d', '30d', 'month', 'all'] as const;
export type UsagePeriod = (typeof usagePeriods)[number];

/** `2026-11-23`, both inclusive. */
export interface DaySpan {
  from: string;
  to: string;
}

/** Before anybody used this program. */
const FIRST_DAY = '2020-01-01';
const DAY_MS = 24 * 3600 * 1000;

const MOST_DAYS = 3660;

export function spanOf(period: UsagePeriod, atMs: number, calendar: Calendar): DaySpan {
  const today = calendar.dayName(atMs);
  switch (period) {
    case 'today':
      return { from: today, to: today };
    case '7d':
      return { from: addDays(today, -6), to: today };
    case '30d':
      return { from: addDays(today, -29), to: today };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
    case 'all':
      return { from: FIRST_DAY, to: today };
  }
}

/** @returns undefined for what are no two days, the first not after the second */
export function spanBetween(from: string, to: string): DaySpan | undefined {
  if (!isDay(from) || !isDay(to) || from > to || daysOf({ from, to }).length > MOST_DAYS) return undefined;
  return { from, to };
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;

/** Every day of a span, in order. */
export function daysOf({ from, to }: DaySpan): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
  return Array.from({ length: Math.max(0, Math.min(count, MOST_DAYS + 1)) }, (_, index) => addDays(from, index));
}

function addDays(day: string, count: number): string {
  const at = Date.parse(`${day}T00:00:00Z`) + count * DAY_MS;
  return Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10);
}
