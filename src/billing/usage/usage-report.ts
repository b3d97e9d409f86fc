// What was made and spent in a span of days: in all, by model and kind, by day, and by whom.
import type { Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';
import { sumUsage, type UsageFigures, type UsageFilter, type UsageGroup, unconfirmedIn } from './usage-days.store.ts';

/** More are not told apart in a chart. */
const SERIES_MAX = 8;

/**
 * Of members, the most expensive first, those that have a colour of their own; `others` takes one
 * too.
 */
export const toldApart = <Member>(members: readonly Member[]): readonly Member[] =>
  members.length > SERIES_MAX ? members.slice(0, SERIES_MAX - 1) : members;

/**
 * What the days of a report are broken down by: kinds, or members, whose accounts are given, the
 * most expensive first.
 */
export type Stack = 'kind' | readonly number[];

export interface UsageReport {
  totals: UsageFigures;
  models: UsageGroup<'model'>[];
  kinds: UsageGroup<'kind'>[];
  unconfirmed: { tasks: number; micros: number };
  /** A day and key may stand in several rows. */
  daily: DayCost[];
}

/**
 * What was spent on one day: by one kind or one member's account, or by those who are not told
 * apart.
 */
export interface DayCost {
  day: string;
  key: string | number | 'others';
  spentMicros: number;
}

export async function usageReport(db: Kysely<Database>, filter: UsageFilter, stack: Stack): Promise<UsageReport> {
  const unconfirmed = await unconfirmedIn(db, filter);
  const rows = await sumUsage(db, filter, ['day', 'model', 'kind']);
  return {
    totals: add(rows),
    models: regroup(rows, 'model'),
    kinds: regroup(rows, 'kind'),
    unconfirmed,
    daily: stack === 'kind' ? rows.map((row) => ({ ...row, key: row.kind })) : await dailyOf(db, filter, stack, rows),
  };
}

/**
 * Over years all members' days are many: those of the ones who are told apart are asked for, and
 * the rest is what is left of all.
 */
async function dailyOf(
  db: Kysely<Database>,
  filter: UsageFilter,
  members: readonly number[],
  all: readonly { day: string; spentMicros: number }[],
): Promise<DayCost[]> {
  const named = toldApart(members);
  const rows = await sumUsage(db, { ...filter, accountIds: named }, ['day', 'account_id']);
  const daily = rows.map(({ day, account_id: key, spentMicros }) => ({ day, key, spentMicros }));
  if (named.length === members.length) return daily;
  const others = (day: string, spentMicros: number) => ({ day, key: 'others' as const, spentMicros });
  return [
    ...daily,
    ...all.map(({ day, spentMicros }) => others(day, spentMicros)),
    ...daily.map(({ day, spentMicros }) => others(day, -spentMicros)),
  ];
}

export function add(rows: readonly UsageFigures[]): UsageFigures {
  const sumOf = (figure: keyof UsageFigures) => rows.reduce((sum, row) => sum + row[figure], 0);
  return {
    images: sumOf('images'),
    failures: sumOf('failures'),
    chargedFailures: sumOf('chargedFailures'),
    spentMicros: sumOf('spentMicros'),
    failedMicros: sumOf('failedMicros'),
  };
}

function regroup<Column extends 'model' | 'kind'>(
  rows: readonly UsageGroup<'model' | 'kind'>[],
  column: Column,
): UsageGroup<Column>[] {
  const groups = Map.groupBy(rows, (row) => row[column]);
  return [...groups]
    .map(([value, own]) => ({ [column]: value, ...add(own) }) as unknown as UsageGroup<Column>) // Of one column.
    .sort((a, b) => b.spentMicros - a.spentMicros);
}

/** Cost a day, one series for each key, the most expensive first; `others` come last. */
export interface DailyCost {
  days: readonly string[];
  series: { key: DayCost['key']; micros: number[] }[];
}

export function dailyCost(days: readonly string[], rows: readonly DayCost[]): DailyCost {
  const place = new Map(days.map((day, index) => [day, index]));
  const series = new Map<DayCost['key'], number[]>();
  const totals = new Map<DayCost['key'], number>();
  for (const { day, key, spentMicros } of rows) {
    const micros = series.get(key) ?? days.map(() => 0);
    series.set(key, micros);
    totals.set(key, (totals.get(key) ?? 0) + spentMicros);
    const index = place.get(day);
    if (index !== undefined) micros[index] = (micros[index] ?? 0) + spentMicros;
  }
  const rank = (key: DayCost['key']) => (key === 'others' ? Number.NEGATIVE_INFINITY : (totals.get(key) ?? 0));
  const ranked = [...series].sort(([a], [b]) => rank(b) - rank(a));
  return { days, series: ranked.map(([key, micros]) => ({ key, micros })) };
}
