// What was drawn and spent in a span of days: in all, by model and kind, by day, and by whom.
import type { Kysely } from 'kysely';
import type { Database } from '../store/schema.ts';
import { sumUsage, type UsageFigures, type UsageFilter, type UsageGroup, unconfirmedIn } from './usage-days.store.ts';

/** What the days of a report are broken down by. */
export type StackColumn = 'kind' | 'account_id';

export interface UsageReport<Column extends StackColumn> {
  totals: UsageFigures;
  models: UsageGroup<'model'>[];
  kinds: UsageGroup<'kind'>[];
  unconfirmed: { tasks: number; micros: number };
  /** A day and value may stand in several rows. */
  daily: UsageGroup<'day' | Column>[];
}

export async function usageReport<Column extends StackColumn>(
  db: Kysely<Database>,
  filter: UsageFilter,
  stackBy: Column,
): Promise<UsageReport<Column>> {
  const unconfirmed = await unconfirmedIn(db, filter);
  // Over years the table is long: where days are wanted by kind, one look at it tells all.
  const rows = await sumUsage(db, filter, stackBy === 'kind' ? ['day', 'model', 'kind'] : ['model', 'kind']);
  const daily = stackBy === 'kind' ? rows : await sumUsage(db, filter, ['day', stackBy]);
  return {
    totals: add(rows),
    models: regroup(rows, 'model'),
    kinds: regroup(rows, 'kind'),
    unconfirmed,
    daily: daily as unknown as UsageGroup<'day' | Column>[], // Either way the day and that column were asked for.
  };
}

export const add = (rows: readonly UsageFigures[]): UsageFigures => ({
  pictures: rows.reduce((sum, row) => sum + row.pictures, 0),
  failures: rows.reduce((sum, row) => sum + row.failures, 0),
  spentMicros: rows.reduce((sum, row) => sum + row.spentMicros, 0),
});

function regroup<Column extends 'model' | 'kind'>(
  rows: readonly UsageGroup<'model' | 'kind'>[],
  column: Column,
): UsageGroup<Column>[] {
  const groups = Map.groupBy(rows, (row) => row[column]);
  return [...groups]
    .map(([value, own]) => ({ [column]: value, ...add(own) }) as unknown as UsageGroup<Column>) // Of one column.
    .sort((a, b) => b.spentMicros - a.spentMicros);
}

/** Cost a day, one series for each of `most` values at most; what is left over is `others`. */
export interface DailyCost<Key> {
  days: readonly string[];
  series: { key: Key | 'others'; micros: number[] }[];
}

export function dailyCost<Key extends string | number>(
  days: readonly string[],
  rows: readonly { day: string; key: Key; spentMicros: number }[],
  most: number,
): DailyCost<Key> {
  const place = new Map(days.map((day, index) => [day, index]));
  const totals = new Map<Key, number>();
  for (const { key, spentMicros } of rows) totals.set(key, (totals.get(key) ?? 0) + spentMicros);
  const keys = [...totals.keys()].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  const shown = keys.length > most ? keys.slice(0, most - 1) : keys;
  const seriesOf = (belongs: (key: Key) => boolean): number[] => {
    const micros = days.map(() => 0);
    for (const { day, key, spentMicros } of rows) {
      const index = place.get(day);
      if (index !== undefined && belongs(key)) micros[index] = (micros[index] ?? 0) + spentMicros;
    }
    return micros;
  };
  const series: DailyCost<Key>['series'] = shown.map((key) => ({ key, micros: seriesOf((own) => own === key) }));
  if (keys.length > shown.length) series.push({ key: 'others', micros: seriesOf((own) => !shown.includes(own)) });
  return { days, series };
}
