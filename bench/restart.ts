// A thousand images are on their way, the bot is killed and started again: how much later they
// arrive than they were ready.
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Measurement } from './measurement.ts';
import { startStandIns } from './world/stand-ins.ts';

const TASKS = Number(process.env.BENCH_TASKS ?? 1_000);
const PER_SECOND = 100;
/** Long enough that all are on their way when the bot dies, and none is done before it is back. */
const DURATION_MS = 25_000;
const ADDED_GOAL_MS = 3_000;
const TIMEOUT_MS = 120_000;

export async function measureRestart(): Promise<Measurement[]> {
  await using world = await startStandIns();
  await world.command('plan', { durationMs: DURATION_MS, progress: 'absent' });
  const bot = await world.startBot({ MAX_CONCURRENT: '10000' });
  await world.command('ask', { perSecond: PER_SECOND, count: TASKS });
  while ((await world.command('atProvider')) < TASKS) await sleepFor(20);
  // What the provider has answered is stored a moment later.
  await sleepFor(1_000);
  await bot.kill('SIGKILL');
  await world.startBot({ MAX_CONCURRENT: '10000' });
  const until = Date.now() + TIMEOUT_MS;
  while ((await world.command('shown')) < TASKS && Date.now() < until) await sleepFor(20);
  const taskRecords = await world.command('taskRecords');
  const shown = taskRecords.filter(({ shownAt }) => shownAt !== undefined);
  const lastReady = Math.max(...taskRecords.map(({ createdAt, durationMs }) => createdAt + durationMs));
  const lastShown = Math.max(...shown.map(({ shownAt = 0 }) => shownAt));
  return [
    { what: `images lost of ${TASKS}`, unit: '', value: TASKS - shown.length, goal: { most: 0 } },
    {
      what: 'from the last being ready to the last being shown',
      unit: 'ms',
      value: lastShown - lastReady,
      floor: DURATION_MS,
      floorIs: 'what each took anyway',
      goal: { most: ADDED_GOAL_MS },
    },
  ];
}
