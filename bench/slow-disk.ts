// A cheap cloud disk, whose flushes take ten milliseconds each: whether that stops the bot, and how
// long people wait for it. Debian's strace makes each flush take longer.
import { existsSync } from 'node:fs';
import { type Measurement, quantile } from './measurement.ts';
import { memoryOf } from './world/process-use.ts';
import { startStandIns } from './world/stand-ins.ts';

const STRACE = '/usr/bin/strace';
const FLUSH_MS = 10;
const PER_SECOND = 50;
const ASKING = { perSecond: PER_SECOND, count: PER_SECOND * Number(process.env.BENCH_SECONDS ?? 20) };
const WARM_UP = { perSecond: PER_SECOND, count: 200 };
const MOST_LOOP_MS = 15;
const MOST_ADDED_MS = 40;

/** It stays the bot's own process: strace watches it from beside. */
const SLOWED = [
  STRACE,
  ...['-D', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', 'trace=fdatasync,fsync'],
  ...['-e', `inject=fdatasync,fsync:delay_exit=${FLUSH_MS * 1_000}`],
];

export async function measureSlowDisk(): Promise<Measurement[]> {
  if (!existsSync(STRACE)) {
    console.warn(`Debian’s strace is missing (${STRACE}): no disk is slowed down.`);
    return [];
  }
  const usual = await ask([]);
  const slow = await ask(SLOWED);
  const against = (value: number, floor: number) => ({ unit: 'ms', value, floor, floorIs: 'the usual disk' });
  return [
    { what: 'how late the event loop was, p99', ...against(slow.loopMs, usual.loopMs), goal: { most: MOST_LOOP_MS } },
    { what: 'first answers, p50', ...against(slow.p50, usual.p50) },
    {
      what: 'first answers, p99',
      ...against(slow.p99, usual.p99),
      goal: { most: Math.round(usual.p99 + MOST_ADDED_MS) },
    },
    {
      what: 'late answers',
      unit: '',
      value: slow.late,
      floor: usual.late,
      floorIs: 'the usual disk',
      goal: { most: 0 },
    },
  ];
}

async function ask(under: readonly string[]) {
  await using world = await startStandIns();
  const bot = await world.startBot({}, under);
  await world.command('ask', WARM_UP);
  // Counts from here.
  await memoryOf(bot);
  const { answersMs, late } = await world.command('ask', ASKING);
  const { loopMs } = await memoryOf(bot);
  return { loopMs, late, p50: quantile(answersMs, 0.5), p99: quantile(answersMs, 0.99) };
}
