// Calendar windows in a time zone: when one begins and ends, also where clocks change or a day is missing.
import type { BudgetWindow } from './budget-rule.ts';

interface CalendarDay {
  year: number;
  /** 1 to 12 */
  month: number;
  day: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** When the window that holds `atMs` began, in milliseconds since 1970; 0 for `total`. Weeks begin on Monday. */
export function windowStart(window: BudgetWindow, atMs: number, timeZone: string): number {
  if (window === 'total') return 0;
  return startOfDay(firstDay(window, calendarDay(atMs, timeZone)), timeZone);
}

/** When it ends and the next begins; undefined for `total`, which never does. */
export function windowEnd(window: BudgetWindow, atMs: number, timeZone: string): number | undefined {
  if (window === 'total') return undefined;
  const first = firstDay(window, calendarDay(atMs, timeZone));
  if (window === 'month') return startOfDay(normalise({ ...first, month: first.month + 1 }), timeZone);
  return startOfDay(normalise({ ...first, day: first.day + (window === 'week' ? 7 : 1) }), timeZone);
}

function firstDay(window: Exclude<BudgetWindow, 'total'>, today: CalendarDay): CalendarDay {
  if (window === 'month') return { ...today, day: 1 };
  if (window === 'day') return today;
  const daysSinceMonday = (new Date(utc(today)).getUTCDay() + 6) % 7;
  return normalise({ ...today, day: today.day - daysSinceMonday });
}

/** The first moment of a calendar day: usually midnight, later where clocks skip it, and the next day's where the day itself is skipped. */
function startOfDay(day: CalendarDay, timeZone: string): number {
  // Local midnight lies within a day of the same clock reading in UTC; which moment it is depends on the offset at that very moment.
  const midnight = utc(day);
  let low = midnight - DAY_MS;
  let high = midnight + DAY_MS;
  const hasBegun = (atMs: number) => utc(calendarDay(atMs, timeZone)) >= midnight;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (hasBegun(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function calendarDay(atMs: number, timeZone: string): CalendarDay {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(atMs);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return { year: read('year'), month: read('month'), day: read('day') };
}

const utc = ({ year, month, day }: CalendarDay): number => Date.UTC(year, month - 1, day);

/** Carries over a day or month that runs past its end. */
function normalise(day: CalendarDay): CalendarDay {
  const date = new Date(utc(day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
