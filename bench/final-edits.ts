// The same on real parts: the bot between stand-ins, five hundred pictures in real time, each look and edit timed where it arrives.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { type Measurement, mean, quantile } from './measurement.ts';
import { startStandIns } from './world/stand-ins.ts';

const TASKS = Number(process.env.BENCH_TASKS ?? 500);
const PER_SECOND = 8;
const PATIENCE_MS = 180_000;
const EDIT_GOAL_MS = 150;

export async function measureFinalEdits(): Promise<Measurement[]> {
  await using world = await startStandIns();
  await world.order('plan', { progress: 'absent' });
  await world.startBot({ MAX_CONCURRENT: '1000' });
  await world.order('ask', { perSecond: PER_SECOND, count: TASKS });
  const until = Date.now() + PATIENCE_MS;
  while ((await world.order('shown')) < TASKS && Date.now() < until) await sleepFor(100);
  const lives = (await world.order('lives')).filter(({ shownAt }) => shownAt !== undefined);
  if (lives.length < TASKS) throw new Error(`only ${lives.length} of ${TASKS} pictures were shown`);
  const seenAt = ({ polls }: (typeof lives)[number]) => polls.at(-1) ?? Number.NaN;
  const delayMs = mean(lives.map((life) => seenAt(life) - life.createdAt - life.durationMs));
  const polls = mean(lives.map((life) => life.polls.length));
  const editsMs = lives.map((life) => (life.shownAt ?? Number.NaN) - seenAt(life));
  const fixedProduct = mean(lives.map(({ durationMs }) => durationMs)) / 2;
  return [
    { what: 'end to end: mean delay', unit: 'ms', value: delayMs, goal: { most: 600 } },
    {
      what: `end to end: delay × looks (${polls.toFixed(1)} looks)`,
      unit: '',
      value: (delayMs * polls) / fixedProduct,
      floor: 1,
      floorIs: 'half the mean duration',
      goal: { most: 0.65 },
    },
    {
      what: 'end to end: from the look to the final edit, p50',
      unit: 'ms',
      value: quantile(editsMs, 0.5),
      goal: { most: EDIT_GOAL_MS },
    },
    { what: 'end to end: from the look to the final edit, p99', unit: 'ms', value: quantile(editsMs, 0.99) },
  ];
}
