// The chart of usage, against kept images that were looked at: few and many days, few and many
// members, names in several scripts. UPDATE_CHARTS=1 keeps new ones; look at them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { daysOf } from '../../src/billing/usage/usage-period.ts';
import { type DayCost, dailyCost } from '../../src/billing/usage/usage-report.ts';
import { canDraw } from '../../src/media/jobs/chart-font.ts';
import { drawUsageChart, tellApart } from '../../src/media/jobs/usage-chart.ts';

const KEPT = fileURLToPath(new URL('charts/', import.meta.url));
const NAMES = ['Anna', 'Łukasz', 'Борис', 'Ελένη', 'عمر', 'שרה', 'Second member', 'José-María'];
/** Of 255: what another version of a library may draw a little differently. */
const TOLERANCE = 3;

const TOLD_APART = 7;

/**
 * The same every time, without a random number; of more than eight members the most expensive are
 * told apart, as a report does.
 */
function rowsFor(days: readonly string[], members: number): DayCost[] {
  const rows = days.flatMap((day, at) =>
    Array.from({ length: members }, (_, key) => ({
      day,
      key,
      spentMicros: Math.round(40_000 * (1 + Math.sin(at / 5 + key)) * ((at * 7 + key * 3 + 1) % 5)),
    })),
  );
  if (members <= TOLD_APART + 1) return rows;
  const { series } = dailyCost(days, rows);
  const named = series.slice(0, TOLD_APART).map(({ key }) => key);
  return rows.map((row) => (named.includes(row.key) ? row : { ...row, key: 'others' }));
}

async function draw(count: number, members: number): Promise<Buffer> {
  const all = daysOf({ from: '2025-11-24', to: '2026-11-23' });
  const days = all.slice(-count);
  const { series } = dailyCost(days, rowsFor(days, members));
  return drawUsageChart({
    title: `${count} days, ${members} members`,
    unit: 'US dollars a day',
    days: days.map((day) => day.slice(5)),
    series: series.map(({ key, micros }) => ({
      name: key === 'others' ? 'others' : (NAMES[Number(key) % NAMES.length] ?? ''),
      micros,
    })),
    locale: 'en',
  });
}

const pixels = (png: Buffer) => sharp(png).resize(380, 215).removeAlpha().raw().toBuffer();

describe('the chart', () => {
  it.each([
    [1, 1],
    [1, 5],
    [1, 40],
    [30, 1],
    [30, 5],
    [30, 40],
    [365, 1],
    [365, 5],
    [365, 40],
  ])('of %i days and %i members looks as it was kept', async (count, members) => {
    const path = `${KEPT}${count}-days-${members}-members.png`;
    const chart = await draw(count, members);
    if (process.env.UPDATE_CHARTS !== undefined) {
      mkdirSync(KEPT, { recursive: true });
      writeFileSync(path, chart);
    }
    expect(existsSync(path)).toBe(true);
    const [now, before] = await Promise.all([pixels(chart), pixels(readFileSync(path))]);
    const difference = now.reduce((sum, value, at) => sum + Math.abs(value - (before[at] ?? 0)), 0) / now.length;
    expect(difference).toBeLessThan(TOLERANCE);
  });

  it('differs where the figures do, beyond that tolerance', async () => {
    const [one, other] = await Promise.all([pixels(await draw(30, 5)), pixels(await draw(30, 1))]);
    expect(one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length).toBeGreaterThan(
      TOLERANCE * 2,
    );
  });

  it('holds the longest names that Discord allows, apart from each other and from the axis', async () => {
    const long = 'Wilhelmina Featherstonehaugh-Smyt';
    const days = daysOf({ from: '2026-11-01', to: '2026-11-23' });
    const chart = await drawUsageChart({
      title: `${long}, 2026-11-01 to 2026-11-23`,
      unit: 'US dollars a day',
      days: days.map((day) => day.slice(5)),
      series: Array.from({ length: 8 }, (_, index) => ({ name: long, micros: days.map(() => 10_000 * (index + 1)) })),
      locale: 'en',
    });
    const path = `${KEPT}long-names.png`;
    if (process.env.UPDATE_CHARTS !== undefined) writeFileSync(path, chart);
    const [now, before] = await Promise.all([pixels(chart), pixels(readFileSync(path))]);
    expect(now.reduce((sum, value, at) => sum + Math.abs(value - (before[at] ?? 0)), 0) / now.length).toBeLessThan(
      TOLERANCE,
    );
  });

  it('tells members of one name apart', () => {
    expect(tellApart(['Anna', 'others', 'Anna', 'Anna', 'others'])).toEqual([
      'Anna',
      'others',
      'Anna (2)',
      'Anna (3)',
      'others (2)',
    ]);
    expect(new Set(tellApart(['A'.repeat(30), 'A'.repeat(31)])).size).toBe(2);
    expect(tellApart(['e\u0301'.repeat(30)])[0]).toBe(`${'e\u0301'.repeat(15)}…`);
  });

  it('knows which names its font can draw', () => {
    for (const name of NAMES) expect(canDraw(name), name).toBe(true);
    for (const name of ['日本', '김철수', '王伟', 'a日', '🎨', 'Anna 🎨']) expect(canDraw(name), name).toBe(false);
  });
});
