// The same on real parts: the bot between stand-ins, five hundred images in real time, each poll
// and edit timed where it arrives.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { type Measurement, mean, quantile } from './measurement.ts';
import { startStandIns } from './world/stand-ins.ts';

const TASKS = Number(process.env.BENCH_TASKS ?? 500);
const PER_SECOND = 8;
const TIMEOUT_MS = 180_000;
const EDIT_GOAL_MS = 150;

export async function measureFinalEdits(): Promise<Measurement[]> {
  await using world = await startStandIns();
  await world.command('plan', { progress: 'absent' });
  await world.startBot({ MAX_CONCURRENT: '1000' });
  await world.command('ask', { perSecond: PER_SECOND, count: TASKS });
  const until = Date.now() + TIMEOUT_MS;
  while ((await world.command('shown')) < TASKS && Date.now() < until) await sleepFor(100);
  const taskRecords = (await world.command('taskRecords')).filter(({ shownAt }) => shownAt !== undefined);
  if (taskRecords.length < TASKS) throw new Error(`only ${taskRecords.length} of ${TASKS} images were shown`);
  const seenAt = ({ polls }: (typeof taskRecords)[number]) => polls.at(-1) ?? Number.NaN;
  const delayMs = mean(taskRecords.map((record) => seenAt(record) - record.createdAt - record.durationMs));
  const polls = mean(taskRecords.map((record) => record.polls.length));
  const editsMs = taskRecords.map((record) => (record.shownAt ?? Number.NaN) - seenAt(record));
  const fixedProduct = mean(taskRecords.map(({ durationMs }) => durationMs)) / 2;
  return [
    { what: 'end to end: mean delay', unit: 'ms', value: delayMs, goal: { most: 600 } },
    {
      what: `end to end: delay × polls (${polls.toFixed(1)} polls)`,
      unit: '',
      value: (delayMs * polls) / fixedProduct,
      floor: 1,
      floorIs: 'half the mean duration',
      goal: { most: 0.65 },
    },
    {
      what: 'end to end: from the poll to the final edit, p50',
      unit: 'ms',
      value: quantile(editsMs, 0.5),
      goal: { most: EDIT_GOAL_MS },
    },
    { what: 'end to end: from the poll to the final edit, p99', unit: 'ms', value: quantile(editsMs, 0.99) },
  ];
}
