// A bot in thousands of servers, where people talk of other things: what it holds in memory for
// them, and what their talk costs it.
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Measurement } from './measurement.ts';
import { cpuMsOf, memoryOf, settle } from './world/process-use.ts';
import { startStandIns } from './world/stand-ins.ts';

const SIZE = { guilds: Number(process.env.BENCH_GUILDS ?? 2_500), members: 200, channels: 50 };
const TALK = { perSecond: 500, seconds: 20 };
const TIMES_FLOOR = 0.5;
const MIB = 1024 * 1024;

export async function measureGuilds(): Promise<Measurement[]> {
  const floor = await watch('startBareBot');
  const ours = await watch('startBot');
  const against = { floorIs: 'default client' };
  return [
    {
      what: 'resident memory',
      unit: 'MiB',
      value: ours.rss / MIB,
      floor: floor.rss / MIB,
      ...against,
      goal: { timesFloor: TIMES_FLOOR },
    },
    { what: 'live memory', unit: 'MiB', value: ours.heapBytes / MIB, floor: floor.heapBytes / MIB, ...against },
    {
      what: 'live memory before the servers',
      unit: 'MiB',
      value: ours.emptyHeapBytes / MIB,
      floor: floor.emptyHeapBytes / MIB,
      ...against,
    },
    {
      what: `processor time a message, ${TALK.perSecond} a second`,
      unit: 'ms',
      value: ours.talkMs,
      floor: floor.talkMs,
      ...against,
    },
  ];
}

async function watch(start: 'startBot' | 'startBareBot') {
  await using world = await startStandIns();
  const bot = await world[start]();
  const empty = await memoryOf(bot);
  await world.command('showManyGuilds', SIZE);
  await settle(bot);
  const before = cpuMsOf(bot);
  await world.command('floodWithMessages', { ...SIZE, ...TALK });
  await settle(bot);
  const talkMs = (cpuMsOf(bot) - before) / (TALK.perSecond * TALK.seconds);
  // Freed pages go back to the machine after a collection or two.
  await memoryOf(bot);
  await sleepFor(2_000);
  return { ...(await memoryOf(bot)), emptyHeapBytes: empty.heapBytes, talkMs };
}
