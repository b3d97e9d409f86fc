// What a bot's process uses: after a forced collection by its own word, and processor time as the
// kernel counts it.
import { readFileSync } from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { BotProcess } from '../../playground/bot-process.ts';

/** Linux counts a process's time in hundredths of a second. */
const TICK_MS = 10;

export interface MemoryUse {
  /** Objects and buffers that live. */
  heapBytes: number;
  /** What the process holds of the machine. */
  rss: number;
  /**
   * How late its event loop was since this was last asked, of a hundred times the second latest; in
   * milliseconds.
   */
  loopMs: number;
}

export async function memoryOf({ pid, log }: BotProcess): Promise<MemoryUse> {
  const known = log.length;
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    const report = log.slice(known).find(({ msg }) => msg === 'memory');
    if (report) return { heapBytes: Number(report.heapBytes), rss: Number(report.rss), loopMs: Number(report.loopMs) };
    await sleepFor(20);
  }
}

/** User and system time of all its threads so far. */
export function cpuMsOf({ pid }: Pick<BotProcess, 'pid'>): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = '0', system = '0'] = fields.split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}

const QUIET_SHARE = 0.05;
const WATCH_MS = 500;

/** Resolves once the process has next to nothing to do any more. */
export async function settle(bot: Pick<BotProcess, 'pid'>): Promise<void> {
  for (let before = cpuMsOf(bot); ; ) {
    await sleepFor(WATCH_MS);
    const now = cpuMsOf(bot);
    if (now - before < WATCH_MS * QUIET_SHARE) return;
    before = now;
  }
}
