// `npm run soak`, `npm run soak -- --minutes 60 --seed x`: the playground under load for a given
// time, with random faults, moderators who act, a wall clock that is set, a database that others
// lock and a small disk that fills up; memory over time, promises kept, counts.
import { readFileSync } from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRandom } from '../../playground/vtrix-api/image/random.ts';
import { startWorld, type World } from '../../playground/world.ts';
import { createLoad } from '../support/load.ts';
import { findBrokenPromises, readAuditCounts, readTasks, readUnfinished } from '../support/promises.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { createWallClock } from '../support/wall-clock.ts';
import { createOutsideTrouble, type Machine } from './outside-trouble.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now()) },
    /** Images asked for a second, on average. */
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
/** Enough for the database and the images that are kept, and not much more. */
const DISK_MIB = 128;
const IMAGES_MAX_GIB = 0.03;
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

async function soak(
  world: World,
  machine: Omit<Machine, 'databasePath'>,
): Promise<{ samples: Sample[]; asked: number; problems: string[] }> {
  const random = createRandom(values.seed);
  const load = await createLoad(world, random, { moderated: true });
  const trouble = createOutsideTrouble({ ...machine, databasePath: world.databasePath }, random);
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
    trouble.begin();
    await sample();
  }
  await trouble.over();
  console.log(JSON.stringify({ ...trouble.counts, moderators: await readAuditCounts(world) }));
  for (const { state } of [world.provider, world.discord]) state.faults.length = 0;
  for (const until = Date.now() + SETTLE_MS; Date.now() < until && (await readUnfinished(world)).length > 0; )
    await sleepFor(500);
  await sample();
  const unfinished = (await readUnfinished(world)).map((what) => `${what}, and nothing happens`);
  const problems = [...unfinished, ...(await findBrokenPromises(world))];
  await tellStories(world, problems);
  return { samples, asked: load.asked(), problems };
}

/** What the bot logged about the requests of broken promises, and how their rows stand. */
async function tellStories(world: World, problems: readonly string[]): Promise<void> {
  for (const task of await readTasks(world)) {
    if (!problems.some((problem) => problem.includes(`"${task.prompt}"`) || problem.includes(task.id))) continue;
    console.log(JSON.stringify(task));
    for (const entry of world.bot().log)
      if (JSON.stringify(entry).includes(task.request_id)) console.log(`  ${JSON.stringify(entry)}`);
  }
}

console.log(`Seed ${values.seed}, ${minutes} minutes, ${rate} a second.`);
const clock = createWallClock();
const disk = mountSmallDisk(DISK_MIB);
if (!disk) console.log('No small disk: only root on Linux may mount one.');
const world = await startWorld({
  ...(disk ? { storageDir: disk.folder } : {}),
  provider: { behaviour: { medianMs: 4_000, sigma: 0.5 } },
  settings: {
    ...clock.settings,
    ...(disk ? { IMAGES_MAX_SIZE: String(IMAGES_MAX_GIB) } : {}),
    DEFAULT_MEMBER_BUDGET: '100000/day',
    HOST_BUDGET: '100000/day',
    MAX_CONCURRENT_PER_MEMBER: '1000',
  },
});
const { samples, asked, problems } = await soak(world, { clock, disk });
const byState = Object.groupBy(await readTasks(world), ({ state }) => state);
await world.close();
disk?.unmount();

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
