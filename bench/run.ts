// `npm run bench`, `npm run bench -- NAME`: measurements, each against a floor in the same run. A table for people, JSON for programs.
import { measureUsage } from './usage.ts';

/** One figure, what it is measured against, and what it should be at most. */
export interface Measurement {
  what: string;
  value: number;
  floor: number;
  goal: number;
  unit: string;
}

const benches: Readonly<Record<string, () => Promise<Measurement[]>>> = { usage: measureUsage };

const [wanted] = process.argv.slice(2);
const names = Object.keys(benches).filter((name) => wanted === undefined || name === wanted);
if (names.length === 0) {
  console.error(`There is no measurement "${wanted}". There are: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
const results: Record<string, Measurement[]> = {};
for (const name of names) {
  results[name] = (await benches[name]?.()) ?? [];
  console.log(`\n${name}`);
  console.table(
    results[name].map(({ what, value, floor, goal, unit }) => ({
      what,
      [`p95, ${unit}`]: Number(value.toFixed(2)),
      'goal at most': goal,
      'floor (full scan)': Number(floor.toFixed(1)),
      'of the floor': `${((100 * value) / floor).toFixed(1)} %`,
      met: value <= goal,
    })),
  );
}
console.log(JSON.stringify(results));
process.exitCode = Object.values(results)
  .flat()
  .every(({ value, goal }) => value <= goal)
  ? 0
  : 1;
