// `npm run soak`, `npm run soak -- --minutes 60 --seed x`: the playground under load with random faults, its wall clock set now and then, for a given time; memory over time, promises kept, counts.
import { readFileSync } from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '../../playground/vtrix-api/picture/random.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { createLoad } from '../support/load.ts';
import { findBrokenPromises, readTasks, readUnfinished } from '../support/promises.ts';
import { createWallClock, type WallClock } from '../support/wall-clock.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now()) },
    /** Pictures asked for a second, on average. */
    rate: { type: 'string', default: '1' },
  },
});
const minutes = Number(values.minutes);
const rate = Number(values.rate);
if (!(minutes > 0 && rate > 0)) {
  console.error('Usage: npm run soak -- [--minutes N] [--rate N] [--seed TEXT]');
  process.exit(1);
}

const SAMPLE_EVERY_MS = 10_000;
/** How often the bot's wall clock is set when a sample is taken. */
const STEP_SHARE = 0.3;
/** Faults and cancelled tasks leave the longest tails: polls back off for half a minute. */
const SETTLE_MS = 180_000;

interface Sample {
  second: number;
  asked: number;
  underWay: number;
  residentMiB: number;
}

/** What the system says of the bot's process. */
const residentMiB = (pid: number): number => {
  const [, kib = '0'] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kib) / 1024);
};

async function soak(world: World, clock: WallClock): Promise<{ samples: Sample[]; asked: number; problems: string[] }> {
  const random = createRandom(values.seed);
  const load = await createLoad(world, random);
  const samples: Sample[] = [];
  const startedAt = Date.now();
  const endsAt = startedAt + minutes * 60_000;
  const sample = async () => {
    const second = Math.round((Date.now() - startedAt) / 1000);
    const underWay = (await readUnfinished(world)).length;
    const now = { second, asked: load.asked(), underWay, residentMiB: residentMiB(world.bot().pid) };
    samples.push(now);
    console.log(`${second} s: ${now.asked} asked, ${underWay} under way, ${now.residentMiB} MiB`);
  };
  await sample();
  for (let sampledAt = startedAt; Date.now() < endsAt; ) {
    await load.act();
    await sleepFor((-Math.log(1 - random()) / rate) * 1000);
    if (Date.now() - sampledAt < SAMPLE_EVERY_MS) continue;
    sampledAt = Date.now();
    if (random() < STEP_SHARE) clock.stepAtRandom(random);
    await sample();
  }
  for (const { state } of [world.images, world.discord]) state.faults.length = 0;
  for (const until = Date.now() + SETTLE_MS; Date.now() < until && (await readUnfinished(world)).length > 0; )
    await sleepFor(500);
  await sample();
  const unfinished = (await readUnfinished(world)).map((what) => `${what}, and nothing happens`);
  return { samples, asked: load.asked(), problems: [...unfinished, ...(await findBrokenPromises(world))] };
}

console.log(`Seed ${values.seed}, ${minutes} minutes, ${rate} a second.`);
const clock = createWallClock();
const world = await startWorld({
  images: { manner: { medianMs: 4_000, sigma: 0.5 } },
  settings: {
    ...clock.settings,
    DEFAULT_MEMBER_BUDGET: '100000/day',
    HOST_BUDGET: '100000/day',
    MAX_CONCURRENT_PER_MEMBER: '1000',
  },
});
const { samples, asked, problems } = await soak(world, clock);
const byState = Object.groupBy(await readTasks(world), ({ state }) => state);
await world.close();

console.table(Object.fromEntries(Object.entries(byState).map(([state, tasks]) => [state, { tasks: tasks?.length }])));
const quarter = Math.max(1, Math.floor(samples.length / 4));
const meanOf = (part: readonly Sample[]) => part.reduce((sum, { residentMiB }) => sum + residentMiB, 0) / part.length;
console.log(
  JSON.stringify({
    seed: values.seed,
    minutes,
    asked,
    tasks: Object.fromEntries(Object.entries(byState).map(([state, tasks]) => [state, tasks?.length])),
    residentMiB: {
      start: samples[0]?.residentMiB,
      firstQuarter: Math.round(meanOf(samples.slice(0, quarter))),
      lastQuarter: Math.round(meanOf(samples.slice(-quarter))),
      end: samples.at(-1)?.residentMiB,
    },
    problems,
  }),
);
process.exitCode = problems.length === 0 ? 0 : 1;
