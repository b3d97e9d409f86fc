// Spans of days, stacks of a chart, and tables that no spreadsheet takes for formulas.
import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../src/billing/calendar.ts';
import { daysOf, spanBetween, spanOf } from '../../../src/billing/usage/usage-period.ts';
import { dailyCost } from '../../../src/billing/usage/usage-report.ts';
import { toCsv, toSpreadsheet } from '../../../src/text/csv.ts';
import { writeOutTimes } from '../../../src/text/figures.ts';

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

it('a chart shows the most expensive first, and others last', () => {
  const rows = [
    { day: 'a', key: 'others', spentMicros: 9 },
    { day: 'a', key: 1, spentMicros: 2 },
    { day: 'b', key: 2, spentMicros: 3 },
    { day: 'b', key: 1, spentMicros: 4 },
    { day: 'before', key: 2, spentMicros: 1 },
  ];
  expect(dailyCost(['a', 'b'], rows).series).toEqual([
    { key: 1, micros: [2, 4] },
    { key: 2, micros: [0, 3] },
    { key: 'others', micros: [9, 0] },
  ]);
});

it('a table quotes what needs it, and defuses formulas', () => {
  expect(toCsv([['a,b', 'say "x"', '=1+1', '@SUM', '-5', '-cmd', '\tx']])).toBe(
    `"a,b","say ""x""",'=1+1,'@SUM,-5,'-cmd,'\tx\r\n`,
  );
  expect(toCsv([['＝1+1', ' =1+1', '\n=1', 'a=b', '1+1']])).toBe(`'＝1+1,' =1+1,"'\n=1",a=b,1+1\r\n`);
});

it('a table for a spreadsheet keeps ids whole and letters readable', () => {
  const table = toSpreadsheet([
    ['member', 'usd'],
    ['100000000000000001', '0.080000'],
    ['山田', '-5'],
  ]);
  expect(table.toString()).toBe("\uFEFFmember,usd\r\n'100000000000000001,0.080000\r\n山田,-5\r\n");
});

it('a table tells times without Discord', () => {
  expect(writeOutTimes('until <t:1795892735:f>, <t:1795889135:R>')).toBe(
    'until 2026-11-28 19:05 UTC, 2026-11-28 18:05 UTC',
  );
});
