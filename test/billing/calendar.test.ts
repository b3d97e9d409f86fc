// Windows begin and end with the days of their time zone, whatever its clocks do.
import { describe, expect, it } from 'vitest';
import type { BudgetWindow } from '../../src/billing/budget-rule.ts';
import { createCalendar, findTimeZone } from '../../src/billing/calendar.ts';
import { readConfig } from '../../src/config/read-config.ts';

const span = (timeZone: string, window: BudgetWindow, at: string) => {
  const { start, end } = createCalendar(timeZone).span(window, Date.parse(at));
  return [new Date(start).toISOString(), end === undefined ? undefined : new Date(end).toISOString()];
};

describe('a window', () => {
  it.each<[string, BudgetWindow, string, string, string]>([
    ['UTC', 'day', '2026-11-23T15:00:00Z', '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['UTC', 'day', '2026-11-23T00:00:00Z', '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['UTC', 'week', '2026-11-29T23:59:59Z', '2026-11-23T00:00:00.000Z', '2026-11-30T00:00:00.000Z'],
    ['UTC', 'month', '2026-12-31T23:00:00Z', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['UTC', 'month', '2028-02-29T12:00:00Z', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    // A day of 23 hours, and one of 25.
    ['America/New_York', 'day', '2026-03-08T18:00:00Z', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', 'day', '2026-11-01T18:00:00Z', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['America/New_York', 'week', '2026-11-01T18:00:00Z', '2026-10-26T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['America/New_York', 'month', '2026-03-20T00:00:00Z', '2026-03-01T05:00:00.000Z', '2026-04-01T04:00:00.000Z'],
    // The weeks and months in which clocks change.
    ['America/New_York', 'week', '2026-03-08T18:00:00Z', '2026-03-02T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', 'month', '2026-11-20T00:00:00Z', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
    // The last moment of a week and of a month, and the first of the next.
    ['America/New_York', 'week', '2026-03-09T03:59:59.999Z', '2026-03-02T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', 'week', '2026-03-09T04:00:00Z', '2026-03-09T04:00:00.000Z', '2026-03-16T04:00:00.000Z'],
    ['America/New_York', 'month', '2026-12-01T04:59:59.999Z', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
    ['America/New_York', 'month', '2026-12-01T05:00:00Z', '2026-12-01T05:00:00.000Z', '2027-01-01T05:00:00.000Z'],
    // A quarter of an hour off.
    ['Asia/Kathmandu', 'week', '2026-11-29T18:14:59.999Z', '2026-11-22T18:15:00.000Z', '2026-11-29T18:15:00.000Z'],
    ['Asia/Kathmandu', 'week', '2026-11-29T18:15:00Z', '2026-11-29T18:15:00.000Z', '2026-12-06T18:15:00.000Z'],
    ['Asia/Kathmandu', 'month', '2026-11-30T18:14:59.999Z', '2026-10-31T18:15:00.000Z', '2026-11-30T18:15:00.000Z'],
    ['Asia/Kathmandu', 'month', '2026-11-30T18:15:00Z', '2026-11-30T18:15:00.000Z', '2026-12-31T18:15:00.000Z'],
    ['Asia/Kathmandu', 'day', '2026-11-23T18:14:59Z', '2026-11-22T18:15:00.000Z', '2026-11-23T18:15:00.000Z'],
    ['Asia/Kathmandu', 'day', '2026-11-23T18:15:00Z', '2026-11-23T18:15:00.000Z', '2026-11-24T18:15:00.000Z'],
    // 30 December 2011 did not happen in Samoa.
    ['Pacific/Apia', 'day', '2011-12-30T09:00:00Z', '2011-12-29T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', 'day', '2011-12-30T11:00:00Z', '2011-12-30T10:00:00.000Z', '2011-12-31T10:00:00.000Z'],
    ['Pacific/Apia', 'week', '2011-12-30T11:00:00Z', '2011-12-26T10:00:00.000Z', '2012-01-01T10:00:00.000Z'],
    ['Pacific/Apia', 'month', '2011-12-31T09:59:59.999Z', '2011-12-01T10:00:00.000Z', '2011-12-31T10:00:00.000Z'],
    // It is far ahead, and had summer time until 2021: a day of 25 hours, and one of 23.
    ['Pacific/Apia', 'day', '2026-11-23T10:59:59.999Z', '2026-11-22T11:00:00.000Z', '2026-11-23T11:00:00.000Z'],
    ['Pacific/Apia', 'week', '2026-11-29T11:00:00Z', '2026-11-29T11:00:00.000Z', '2026-12-06T11:00:00.000Z'],
    ['Pacific/Apia', 'month', '2026-11-30T11:00:00Z', '2026-11-30T11:00:00.000Z', '2026-12-31T11:00:00.000Z'],
    ['Pacific/Apia', 'day', '2021-04-03T20:00:00Z', '2021-04-03T10:00:00.000Z', '2021-04-04T11:00:00.000Z'],
    ['Pacific/Apia', 'day', '2020-09-26T20:00:00Z', '2020-09-26T11:00:00.000Z', '2020-09-27T10:00:00.000Z'],
    // Midnight itself is skipped when summer time begins.
    ['America/Santiago', 'day', '2026-09-06T12:00:00Z', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
  ])('in %s, %s at %s, runs from %s to %s', (timeZone, window, at, ...startAndEnd) => {
    expect(span(timeZone, window, at)).toEqual(startAndEnd);
  });

  it('called total has no end', () => {
    expect(span('UTC', 'total', '2026-11-23T15:00:00Z')).toEqual(['1970-01-01T00:00:00.000Z', undefined]);
  });

  it('follows time on when it is asked again later', () => {
    const calendar = createCalendar('UTC');
    const first = calendar.span('day', Date.parse('2026-11-23T23:59:59Z'));
    const second = calendar.span('day', Date.parse('2026-11-24T00:00:00Z'));
    expect(second.start).toBe(first.end);
  });
});

describe('a time zone', () => {
  const readHostTimeZone = (zone: string) =>
    readConfig({ DISCORD_TOKEN: 'a', VTRIX_API_KEY: 'b', HOST_TIME_ZONE: zone }).HOST_TIME_ZONE;

  it.each(['Europe/Berlin', 'europe/berlin', 'UTC', 'Etc/GMT+5'])('%s is one, for server and operator', (zone) => {
    expect(findTimeZone(zone)).toMatch(new RegExp(`^${zone.replace('+', '\\+')}$`, 'i'));
    expect(readHostTimeZone(zone)).toBe(findTimeZone(zone));
  });

  it('may be typed with spaces', () => {
    expect(findTimeZone(' america/new  york ')).toBe('America/New_York');
    expect(readHostTimeZone(' Europe/Berlin ')).toBe('Europe/Berlin');
  });

  it.each(['+01:07', '-03:30', '+00:00', ' +02:00', '−01:07', 'Middle/Earth', 'noon'])(
    '%j is none, for neither',
    (zone) => {
      expect(findTimeZone(zone)).toBeUndefined();
      expect(() => readHostTimeZone(zone)).toThrow('HOST_TIME_ZONE must be an IANA time zone');
    },
  );
});
