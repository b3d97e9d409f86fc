// How long a person waits for the first answer, admission included, against a bot that defers and
// does nothing else.
import { type Measurement, quantile } from './measurement.ts';
import type { Asked } from './world/load.ts';
import { startStandIns } from './world/stand-ins.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const RATES = [50, 200, 500];
/**
 * At this rate the goal holds for the slowest in a hundred; at the highest, that nobody waits for
 * nothing.
 */
const HELD_RATE = 200;
const TIMES_FLOOR = 1.25;
/** Before it is measured, code is warm, as it is after a minute of any day. */
const WARM_UP = { perSecond: 50, count: 200 };

export async function measureAck(): Promise<Measurement[]> {
  const rows: Measurement[] = [];
  for (const perSecond of RATES) {
    const asking = { perSecond, count: perSecond * SECONDS };
    const floor = await askBot('startBareBot', asking);
    const ours = await askBot('startBot', asking);
    const against = (share: number) => ({
      unit: 'ms',
      value: quantile(ours.answersMs, share),
      floor: quantile(floor.answersMs, share),
      floorIs: 'bare bot',
    });
    rows.push(
      { what: `p50 at ${perSecond} a second`, ...against(0.5) },
      {
        what: `p99 at ${perSecond} a second`,
        ...against(0.99),
        ...(perSecond === HELD_RATE ? { goal: { timesFloor: TIMES_FLOOR } } : {}),
      },
      {
        what: `late answers at ${perSecond} a second`,
        unit: '',
        value: ours.late,
        floor: floor.late,
        floorIs: 'bare bot',
        goal: { most: 0 },
      },
    );
  }
  return rows;
}

async function askBot(
  start: 'startBot' | 'startBareBot',
  asking: { perSecond: number; count: number },
): Promise<Asked> {
  await using world = await startStandIns();
  await world[start]();
  await world.command('ask', WARM_UP);
  // Awaited here: the world ends with this block.
  return await world.command('ask', asking);
}
