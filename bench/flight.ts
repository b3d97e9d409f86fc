// Thousands of images at the provider at once: what each holds in memory, what it costs over its
// life, and whether any is forgotten.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { openDatabaseReadOnly } from '../src/store/open-database.ts';
import type { Measurement } from './measurement.ts';
import { cpuMsOf, memoryOf } from './world/process-use.ts';
import { type StandIns, startStandIns } from './world/stand-ins.ts';

const [FEW, MANY] = [1_000, Number(process.env.BENCH_TASKS ?? 10_000)];
const PER_SECOND = 100;
const PROMPT_LENGTH = 500;
/** Longer than it takes to ask for all of them and to watch them for a while. */
const DURATION_MS = 2_000 * (MANY / PER_SECOND);
const WATCH_MS = 20_000;
const SAMPLE_MS = 100;
const KIB = 1024;
const [MEMORY_GOAL_KIB, OVERDUE_GOAL_MS] = [8, 1_000];
const SETTINGS = { MAX_CONCURRENT: '10000' };

export async function measureFlight(): Promise<Measurement[]> {
  const { memory, overdueMs } = await fly();
  const cpuMs = await costOfLives();
  return [
    {
      what: `live memory a task, from ${FEW} to ${MANY} in flight`,
      unit: 'KiB',
      value: memory / KIB,
      floor: (await idlePromise()) / KIB,
      floorIs: 'an idle promise with a timer',
      goal: { most: MEMORY_GOAL_KIB },
    },
    {
      what: `the most overdue poll while ${MANY} are in flight`,
      unit: 'ms',
      value: overdueMs,
      goal: { most: OVERDUE_GOAL_MS },
    },
    { what: 'processor time a task over its life', unit: 'ms', value: cpuMs },
  ];
}

async function fly(): Promise<{ memory: number; overdueMs: number }> {
  await using world = await startStandIns();
  await world.command('plan', { durationMs: DURATION_MS, progress: 'absent' });
  const bot = await world.startBot(SETTINGS);
  await inFlight(world, FEW);
  const few = await memoryOf(bot);
  await inFlight(world, MANY);
  const overdueMs = await mostOverdueMs(world);
  const many = await memoryOf(bot);
  return { memory: (many.heapBytes - few.heapBytes) / (MANY - FEW), overdueMs };
}

/** Asks until so many are at the provider. */
async function inFlight(world: StandIns, count: number): Promise<void> {
  const asking = { perSecond: PER_SECOND, promptLength: PROMPT_LENGTH };
  await world.command('ask', { ...asking, count: count - (await world.command('atProvider')) });
  while ((await world.command('atProvider')) < count) await sleepFor(SAMPLE_MS);
}

/**
 * As the database has it: for how long a running task has been due and nobody has begun to poll.
 */
async function mostOverdueMs(world: StandIns): Promise<number> {
  const db = openDatabaseReadOnly(`file:${world.databasePath}`);
  let most = 0;
  for (const until = Date.now() + WATCH_MS; Date.now() < until; await sleepFor(SAMPLE_MS)) {
    const running = db.selectFrom('tasks').where('state', '=', 'running').where('lease_token', 'is', null);
    const { due } = await running.select((eb) => eb.fn.min('due_at').as('due')).executeTakeFirstOrThrow();
    if (due !== null) most = Math.max(most, Date.now() - due);
  }
  await db.destroy();
  return most;
}

/** Usual images from beginning to end, without what the bot uses anyway. */
async function costOfLives(): Promise<number> {
  await using world = await startStandIns();
  await world.command('plan', { progress: 'absent' });
  const bot = await world.startBot(SETTINGS);
  await world.command('ask', { perSecond: 10, count: 50 });
  while ((await world.command('shown')) < 50) await sleepFor(SAMPLE_MS);
  const before = cpuMsOf(bot);
  const count = FEW / 5;
  await world.command('ask', { perSecond: 10, count, promptLength: PROMPT_LENGTH });
  while ((await world.command('shown')) < 50 + count) await sleepFor(SAMPLE_MS);
  return (cpuMsOf(bot) - before) / count;
}

/** The least that waits for something at all. */
async function idlePromise(): Promise<number> {
  const count = 10_000;
  const before = process.memoryUsage().heapUsed;
  const timers: NodeJS.Timeout[] = [];
  const waiting = Array.from(
    { length: count },
    () => new Promise((resolve) => timers.push(setTimeout(resolve, WATCH_MS))),
  );
  const used = process.memoryUsage().heapUsed - before;
  for (const timer of timers) clearTimeout(timer);
  return used / waiting.length;
}
