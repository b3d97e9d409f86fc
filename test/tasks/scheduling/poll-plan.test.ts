// When to look: rarely in vain, soon after the end, whatever the day is like and whatever the
// provider says of itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawDurations,
  fixedPlan,
  type ReportKind,
  simulatePolling,
  summarise,
} from '../../../bench/simulate-polling.ts';
import { createRandom } from '../../../playground/vtrix-api/image/random.ts';
import { createDurationEstimator } from '../../../src/tasks/scheduling/duration-estimator.ts';
import { createPollPlan } from '../../../src/tasks/scheduling/poll-plan.ts';

const newPlan = () => createPollPlan(createDurationEstimator());
const task = { taskId: 'a', model: 'flux_kontext_max' };

type Durations = (random: () => number) => number[];
type Days = ReturnType<typeof simulateDays>;
const watched = new Map<Durations, Map<ReportKind, Days>>();

/** Of several days, so that none is measured by its luck. */
const simulateDays = (durationsOf: Durations, reports: ReportKind) =>
  Array.from({ length: 6 }, (_, day) => simulatePolling(newPlan(), durationsOf(createRandom(`day ${day}`)), reports));

/** Each kind of day is simulated once, however many tests look at it. */
function watch(durationsOf: Durations, reports: ReportKind, skip = 0) {
  const ofDurations = watched.get(durationsOf) ?? new Map<ReportKind, Days>();
  watched.set(durationsOf, ofDurations);
  const days = ofDurations.get(reports) ?? simulateDays(durationsOf, reports);
  ofDurations.set(reports, days);
  return summarise(days.flatMap((day) => day.slice(skip)));
}
const usual = (random: () => number) => drawDurations(500, 9_000, random);
const slowerNow = (random: () => number) => [
  ...drawDurations(300, 9_000, random),
  ...drawDurations(200, 20_000, random),
];

describe('the poll plan', () => {
  it('beats any fixed interval by more than a third from the first task on', () => {
    const { delayMs, share } = watch(usual, 'absent');
    expect(delayMs).toBeLessThan(600);
    expect(share).toBeLessThan(0.65);
    for (const everyMs of [1_000, 2_000, 5_000]) {
      const fixed = summarise(simulatePolling(fixedPlan(everyMs), usual(createRandom('fixed')), 'absent'));
      expect(fixed.share).toBeGreaterThan(1);
    }
  });

  it('is as good again fifty tasks after the provider slowed down, or became faster', () => {
    const slower = watch(slowerNow, 'absent', 350);
    expect(slower.delayMs).toBeLessThan(600);
    expect(slower.share).toBeLessThan(0.65);
    const faster = watch(
      (random) => [...drawDurations(300, 20_000, random), ...drawDurations(200, 6_000, random)],
      'absent',
      350,
    );
    expect(faster.delayMs).toBeLessThan(600);
    expect(faster.share).toBeLessThan(0.65);
  });

  it('is not misled by the few that take a minute', () => {
    const { delayMs, share } = watch((random) => drawDurations(500, 9_000, random, 0.02), 'absent');
    expect(delayMs).toBeLessThan(600);
    expect(share).toBeLessThan(0.65);
  });

  it('needs three looks where reports tell the end, and hardly a tenth of a second', () => {
    for (const durations of [usual, slowerNow]) {
      const { delayMs, polls, share } = watch(durations, 'linear');
      expect(share).toBeLessThan(0.1);
      expect(delayMs).toBeLessThan(200);
      expect(polls).toBeLessThan(3.5);
    }
  });

  it.each(['stalling', 'jumping'] as const)('is no worse than without where reports are %s', (reports) => {
    for (const durations of [usual, slowerNow]) {
      const without = watch(durations, 'absent');
      const { delayMs, share } = watch(durations, reports);
      expect(share).toBeLessThanOrEqual(without.share * 1.02);
      expect(delayMs).toBeLessThan(600);
    }
  });

  it('stops believing reports that were true and begin to stall, after the few that were under way', () => {
    const plan = newPlan();
    const random = createRandom('turning');
    simulatePolling(plan, drawDurations(60, 9_000, random), 'linear');
    const since = simulatePolling(plan, drawDurations(60, 9_000, random), 'stalling');
    expect(summarise(since.slice(0, 10)).delayMs).toBeGreaterThan(600);
    expect(summarise(since.slice(10)).delayMs).toBeLessThan(600);
  });

  it('believes no single report', () => {
    const plan = newPlan();
    plan.begin(task);
    const saysAlmostDone = plan.next({ ...task, elapsedMs: 5_000, progress: 0.99 });
    plan.begin({ ...task, taskId: 'b' });
    expect(saysAlmostDone).toBe(plan.next({ ...task, taskId: 'b', elapsedMs: 5_000 }));
  });

  it('counts in whole milliseconds, and always looks again within the day', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e7, noNaN: true }), { maxLength: 60 }),
        fc.double({ min: 0, max: 24 * 3600 * 1000, noNaN: true }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
        (durationsMs, elapsedMs, progress) => {
          const durations = createDurationEstimator(
            durationsMs.map((durationMs) => ({ model: task.model, durationMs })),
          );
          const plan = createPollPlan(durations);
          for (const waitMs of [plan.begin(task), plan.next({ ...task, elapsedMs, progress })]) {
            expect(Number.isInteger(waitMs)).toBe(true);
            expect(waitMs).toBeGreaterThanOrEqual(250);
            expect(waitMs).toBeLessThan(24 * 3600 * 1000);
          }
        },
      ),
    );
  });

  it('grows patient with what is late, and still looks every few minutes after a day', () => {
    const plan = newPlan();
    const waitAt = (elapsedMs: number) => plan.next({ ...task, elapsedMs });
    expect(waitAt(9_000)).toBeLessThan(1_000);
    expect(waitAt(60_000)).toBeGreaterThan(1_000);
    expect(waitAt(60_000)).toBeLessThan(10_000);
    expect(waitAt(3_600_000)).toBeGreaterThan(10_000);
    expect(waitAt(24 * 3_600_000)).toBeLessThan(5 * 60_000);
  });

  it('looks more rarely where thousands are under way, so that all of them together stay within reason', () => {
    const looksOf = (count: number) => {
      const day = simulatePolling(
        newPlan(),
        drawDurations(count, 9_000, createRandom('crowd')),
        'absent',
        10_000 / count,
      );
      return day.reduce((sum, { polls }) => sum + polls, 0);
    };
    expect(looksOf(100)).toBeGreaterThan(600);
    // By themselves they would take fourteen thousand, within twenty seconds.
    expect(looksOf(2_000)).toBeLessThan(10_000);
  });

  it('learns nothing from what ended while nobody looked', () => {
    const durations = createDurationEstimator();
    const plan = createPollPlan(durations);
    const before = durations.quantileMs(task.model, 0.5);
    plan.end({ ...task, elapsedMs: 3_600_000 });
    plan.begin(task);
    plan.next({ ...task, elapsedMs: 5_000 });
    plan.end({ ...task, elapsedMs: 3_600_000 });
    expect(durations.quantileMs(task.model, 0.5)).toBe(before);
    plan.begin(task);
    plan.next({ ...task, elapsedMs: 30_000 });
    plan.end({ ...task, elapsedMs: 31_000 });
    expect(durations.quantileMs(task.model, 0.5)).toBeGreaterThan(before);
  });
});
