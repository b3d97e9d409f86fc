// Spans of days, stacks of a chart, and tables that no spreadsheet takes for formulas.
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../src/billing/calendar.ts';
import { daysOf, spanBetween, spanOf } from '../../src/billing/usage-period.ts';
import { dailyCost } from '../../src/billing/usage-report.ts';
import { toCsv } from '../../src/text/csv.ts';

describe('a period', () => {
  const at = Date.parse('2026-11-01T02:00:00Z');

  it.each([
    ['UTC', 'today', '2026-11-01', '2026-11-01'],
    ['America/New_York', 'today', '2026-10-31', '2026-10-31'],
    ['UTC', '7d', '2026-10-26', '2026-11-01'],
    ['UTC', '30d', '2026-10-03', '2026-11-01'],
    ['America/New_York', 'month', '2026-10-01', '2026-10-31'],
  ] as const)('in %s, %s is from %s to %s', (zone, period, from, to) => {
    expect(spanOf(period, at, createCalendar(zone))).toEqual({ from, to });
  });

  it('between two days holds both, over months and leap days', () => {
    expect(daysOf({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(spanBetween('2026-01-02', '2026-01-01')).toBeUndefined();
    expect(spanBetween('2026-02-29', '2026-03-01')).toBeUndefined();
    expect(spanBetween('0000-00-00', '2026-03-01')).toBeUndefined();
    expect(spanBetween('1026-01-01', '2026-03-01')).toBeUndefined();
  });
});

it('a chart shows the largest and puts the rest together', () => {
  const rows = Array.from({ length: 40 }, (_, index) => ({
    day: index % 2 ? 'b' : 'a',
    key: index,
    spentMicros: index,
  }));
  const { series } = dailyCost(['a', 'b'], rows, 8);
  expect(series.map(({ key }) => key)).toEqual([39, 38, 37, 36, 35, 34, 33, 'others']);
  const total = series.flatMap(({ micros }) => micros).reduce((sum, value) => sum + value, 0);
  expect(total).toBe((39 * 40) / 2);
});

it('a table quotes what needs it, and defuses formulas', () => {
  expect(toCsv([['a,b', 'say "x"', '=1+1', '@SUM', '-5', '-cmd', '\tx']])).toBe(
    `"a,b","say ""x""",'=1+1,'@SUM,-5,'-cmd,'\tx\r\n`,
  );
  expect(toCsv([['＝1+1', ' =1+1', '\n=1', 'a=b', '1+1']])).toBe(`'＝1+1,' =1+1,"'\n=1",a=b,1+1\r\n`);
});
