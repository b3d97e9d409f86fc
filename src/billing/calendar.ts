// Calendar windows in a time zone: when one begins and ends, also where clocks change or a day is
// missing.
import type { BudgetWindow } from './budget-rule.ts';

/**
 * A span of time that money is counted in; `end` is undefined where it never ends. Milliseconds
 * since 1970.
 */
export interface WindowSpan {
  start: number;
  end: number | undefined;
}

export interface Calendar {
  /**
   * The window that holds `atMs`: today, this week from Monday on, this month, or all time (from 0
   * on).
   */
  span(window: BudgetWindow, atMs: number): WindowSpan;
  /** The day that holds `atMs`, as `2026-11-23`. */
  dayName(atMs: number): string;
}

interface CalendarDay {
  year: number;
  /** 1 to 12 */
  month: number;
  day: number;
}

const DAY_MS = 24 * 3600 * 1000;
/** Every zone's clocks stand at a quarter of an hour whenever a day of theirs begins. */
const QUARTER_MS = 15 * 60 * 1000;

/** A calendar for each time zone, made on first use. @param usual where none is named */
export function createCalendars(usual: string): (timeZone?: string) => Calendar {
  const calendars = new Map<string, Calendar>();
  return (timeZone = usual) => {
    const known = calendars.get(timeZone) ?? createCalendar(timeZone);
    calendars.set(timeZone, known);
    return known;
  };
}

/**
 * The one check of a time zone, whoever names it, also with spaces for underscores. An offset such
 * as `+01:07` is none: its days need not begin at a quarter of an hour, which sums of money rely
 * on.
 * @returns its name as `Intl` writes it; undefined for what is no IANA time zone
 */
export function findTimeZone(name: string): string | undefined {
  try {
    const timeZone = name.trim().replaceAll(/\s+/g, '_');
    const found = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    // `Intl` reads other dashes as a minus sign too.
    return /^[+-]/.test(found) ? undefined : found;
  } catch {
    return undefined;
  }
}

/** @param timeZone as `findTimeZone` returns it */
export function createCalendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
  const current = new Map<BudgetWindow, { start: number; end: number }>();

  const dayOf = (atMs: number): CalendarDay => {
    const [month = 0, day = 0, year = 0] = format.format(atMs).split('/').map(Number);
    return { year, month, day };
  };

  /**
   * The first moment of a day: usually midnight, later where clocks skip it, and the next day's
   * where the day itself is skipped.
   */
  const startOf = (day: CalendarDay): number => {
    // Local midnight lies within a day of the same clock reading in UTC.
    const midnight = utc(day);
    let low = midnight - DAY_MS;
    let high = midnight + DAY_MS;
    while (high - low > QUARTER_MS) {
      const middle = low + Math.floor((high - low) / QUARTER_MS / 2) * QUARTER_MS;
      if (utc(dayOf(middle)) >= midnight) high = middle;
      else low = middle;
    }
    return high;
  };

  return {
    dayName(atMs) {
      const { year, month, day } = dayOf(atMs);
      return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    },
    span(window, atMs) {
      if (window === 'total') return { start: 0, end: undefined };
      const known = current.get(window);
      if (known && known.start <= atMs && atMs < known.end) return known;
      const first = firstDay(window, dayOf(atMs));
      const span = { start: startOf(first), end: startOf(nextFirstDay(window, first)) };
      current.set(window, span);
      return span;
    },
  };
}

type CalendarWindow = Exclude<BudgetWindow, 'total'>;

function firstDay(window: CalendarWindow, today: CalendarDay): CalendarDay {
  if (window === 'month') return { ...today, day: 1 };
  if (window === 'day') return today;
  const daysSinceMonday = (new Date(utc(today)).getUTCDay() + 6) % 7;
  return normalise({ ...today, day: today.day - daysSinceMonday });
}

function nextFirstDay(window: CalendarWindow, first: CalendarDay): CalendarDay {
  if (window === 'month') return normalise({ ...first, month: first.month + 1 });
  return normalise({ ...first, day: first.day + (window === 'week' ? 7 : 1) });
}

const utc = ({ year, month, day }: CalendarDay): number => Date.UTC(year, month - 1, day);

/** Carries over a day or month that runs past its end. */
function normalise(day: CalendarDay): CalendarDay {
  const date = new Date(utc(day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
