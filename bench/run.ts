// `npm run bench`, `npm run bench -- NAME…`: measurements, each against a floor in the same run. A
// table for people, JSON for programs.
import { loadavg } from 'node:os';
import { measureAck } from './ack.ts';
import { measureFinish } from './finish.ts';
import { measureFlight } from './flight.ts';
import { measureGuilds } from './guilds.ts';
import { isMet, type Measurement } from './measurement.ts';
import { measureMedia } from './media.ts';
import { measureRestart } from './restart.ts';
import { measureSlowDisk } from './slow-disk.ts';
import { measureStart } from './start.ts';
import { measureUsage } from './usage.ts';

const benches: Readonly<Record<string, () => Promise<Measurement[]>>> = {
  ack: measureAck,
  finish: measureFinish,
  flight: measureFlight,
  guilds: measureGuilds,
  media: measureMedia,
  restart: measureRestart,
  'slow-disk': measureSlowDisk,
  start: measureStart,
  usage: measureUsage,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no measurement "${unknown.join(', ')}". There are: ${Object.keys(benches).join(', ')}`);
  process.exit(1);
}
const names = Object.keys(benches).filter((name) => wanted.length === 0 || wanted.includes(name));
const results: Record<string, { load: number; measurements: Measurement[] }> = {};
for (const name of names) {
  const [load = 0] = loadavg();
  const measurements = (await benches[name]?.()) ?? [];
  results[name] = { load, measurements };
  console.log(`\n${name} (load before it began: ${load.toFixed(1)})`);
  console.table(measurements.map(toRow));
}
console.log(JSON.stringify(results));
process.exitCode = Object.values(results).every(({ measurements }) => measurements.every(isMet)) ? 0 : 1;

function toRow(measurement: Measurement): Record<string, string | number> {
  const { what, unit, value, floor, floorIs, goal } = measurement;
  return {
    what,
    figure: `${round(value)} ${unit}`.trim(),
    goal: goal ? goalInWords(goal, unit) : '',
    floor: floor === undefined ? '' : `${round(floor)} ${unit}`.trim(),
    'floor is': floorIs ?? '',
    ratio: floor === undefined ? '' : round(value / floor),
    met: goal ? yesOrNo(isMet(measurement)) : '',
  };
}

function goalInWords(goal: NonNullable<Measurement['goal']>, unit: string): string {
  return 'most' in goal ? `≤ ${goal.most} ${unit}`.trim() : `≤ ${goal.timesFloor} × floor`;
}

function yesOrNo(is: boolean): string {
  return is ? 'yes' : 'NO';
}

/** Three figures are as many as such measurements hold. */
function round(value: number): number {
  return Number(value.toPrecision(3));
}
