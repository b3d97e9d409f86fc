// How soon the end of a task is seen, and for how many polls: the very plan the bot uses, on a
// clock of its own, against fixed intervals.
import { createRandom } from '../playground/vtrix-api/image/random.ts';
import { createDurationEstimator } from '../src/tasks/scheduling/duration-estimator.ts';
import { createPollPlan, type PollPlan } from '../src/tasks/scheduling/poll-plan.ts';
import { measureFinalEdits } from './final-edits.ts';
import type { Measurement } from './measurement.ts';
import {
  drawDurations,
  fixedPlan,
  type ReportKind,
  type Summary,
  simulatePolling,
  summarise,
} from './simulate-polling.ts';

const TASKS = 500;
/** Several days of chance, so that none decides. */
const DAYS = 5;
/** After a shift, so many tasks may be the price of learning. */
const TO_LEARN = 50;
const [MEAN_DELAY_MS, SHARE, SHARE_WITH_REPORTS] = [600, 0.65, 0.2];

type Durations = (random: () => number) => number[];

export const usualDay: Durations = (random) => drawDurations(TASKS, 9_000, random);
const withTail: Durations = (random) => drawDurations(TASKS, 9_000, random, 0.02);
const afterShift: Durations = (random) => [
  ...drawDurations(TASKS, 9_000, random),
  ...drawDurations(TASKS + TO_LEARN, 20_000, random),
];

interface DayOptions {
  /** Tasks at the beginning that are not counted. */
  skip?: number;
  planOf?: () => PollPlan;
}

export function watchDays(
  durationsOf: Durations,
  reports: ReportKind,
  { skip = 0, planOf = () => createSlowedPlan(1) }: DayOptions = {},
): Summary {
  const days = Array.from({ length: DAYS }, (_, day) =>
    simulatePolling(planOf(), durationsOf(createRandom(`day ${day}`)), reports).slice(skip),
  );
  return summarise(days.flat());
}

/** The bot's plan; with a `slowdown` other than 1, looking so many times as rarely. */
export function createSlowedPlan(slowdown: number): PollPlan {
  const durations = createDurationEstimator();
  return createPollPlan({
    ...durations,
    nextPollAtMs: (model, elapsedMs, usual = 1) => durations.nextPollAtMs(model, elapsedMs, usual * slowdown),
  });
}

export async function measureFinish(): Promise<Measurement[]> {
  const skip = TASKS + TO_LEARN;
  const without = watchDays(usualDay, 'absent');
  // To the third figure.
  const noWorse = Math.ceil(without.share * 1_000) / 1_000;
  return [
    ...[1_000, 2_000, 5_000].map((everyMs) => {
      const { share, polls } = watchDays(usualDay, 'absent', { planOf: () => fixedPlan(everyMs) });
      const what = `delay × polls, every ${everyMs / 1000} s (${polls.toFixed(1)} polls)`;
      return { what, unit: '', value: share, floor: 1, floorIs: 'half the mean duration' };
    }),
    ...rowsOf('usual day', without, SHARE),
    ...rowsOf('50 tasks after 9 s became 20 s', watchDays(afterShift, 'absent', { skip }), SHARE),
    ...rowsOf('2 % take a minute', watchDays(withTail, 'absent'), SHARE),
    ...rowsOf('linear reports', watchDays(usualDay, 'linear'), SHARE_WITH_REPORTS),
    ...rowsOf('linear reports, after the shift', watchDays(afterShift, 'linear', { skip }), SHARE_WITH_REPORTS),
    ...rowsOf('reports that stall', watchDays(usualDay, 'stalling'), noWorse),
    ...rowsOf('reports that jump', watchDays(usualDay, 'jumping'), noWorse),
    ...(await measureFinalEdits()),
  ];
}

function rowsOf(day: string, { delayMs, polls, share }: Summary, most: number): Measurement[] {
  return [
    { what: `mean delay, ${day}`, unit: 'ms', value: delayMs, goal: { most: MEAN_DELAY_MS } },
    {
      what: `delay × polls, ${day} (${polls.toFixed(1)} polls)`,
      unit: '',
      value: share,
      floor: 1,
      floorIs: 'half the mean duration',
      goal: { most },
    },
  ];
}
