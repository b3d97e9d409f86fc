// How long until the bot is there, with a year of a large community in its database, against a bot
// that has none.

import { openDatabase } from '../src/store/open-database.ts';
import { type Measurement, quantile } from './measurement.ts';
import { fillDatabase } from './world/fill-database.ts';
import { type StandIns, startStandIns } from './world/stand-ins.ts';

const TASKS = Number(process.env.BENCH_TASKS ?? 1_000_000);
const STARTS = 5;

export async function measureStart(): Promise<Measurement[]> {
  await using world = await startStandIns();
  const db = await openDatabase(`file:${world.databasePath}`);
  await fillDatabase(db, TASKS, Date.now());
  await db.destroy();
  // The first start of each registers its commands.
  await timeStart(world, 'startBareBot');
  const floors: number[] = [];
  for (let count = 0; count < STARTS; count += 1) floors.push(await timeStart(world, 'startBareBot'));
  await timeStart(world, 'startBot');
  const ours: number[] = [];
  for (let count = 0; count < STARTS; count += 1) ours.push(await timeStart(world, 'startBot'));
  return [
    {
      what: `start to ready, ${TASKS.toLocaleString('en')} tasks in the database, median of ${STARTS}`,
      unit: 'ms',
      value: quantile(ours, 0.5),
      floor: quantile(floors, 0.5),
      floorIs: 'bare bot',
      goal: { timesFloor: 1.5 },
    },
  ];
}

async function timeStart(world: StandIns, start: 'startBot' | 'startBareBot'): Promise<number> {
  const begin = performance.now();
  const bot = await world[start]();
  const took = performance.now() - begin;
  await bot.kill('SIGKILL');
  return took;
}
