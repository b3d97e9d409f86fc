// The steady timeline: no step of the wall clock moves it, sleep and restarts count, and what
// nobody can know is bounded.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTimeline, type Machine, type Moment, steadyLibraries } from '../src/clock.ts';
import { keepMoment, openTimeline } from '../src/servers/timeline.store.ts';
import { openEmptyDatabase } from './support/empty-database.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, STEPS_MS } from './support/test-clock.ts';

const START = Date.UTC(2026, 10, 27);

/** A machine with all its clocks. */
function createMachine(bootId: string | undefined = 'first') {
  const is = { wall: START, ran: 5_000, up: 8_000, bootId };
  return {
    wallMs: () => is.wall,
    monotonicMs: () => is.ran,
    uptimeMs: () => is.up,
    get bootId() {
      return is.bootId;
    },
    pass(ms: number) {
      is.wall += ms;
      is.ran += ms;
      is.up += ms;
    },
    sleep(ms: number) {
      is.wall += ms;
      is.up += ms;
    },
    step(ms: number) {
      is.wall += ms;
    },
    /** Off for so long; its battery keeps the time. */
    reboot(ms: number) {
      Object.assign(is, { wall: is.wall + ms, ran: 0, up: 3_000, bootId: bootId && 'second' });
    },
  };
}

describe('within a run', () => {
  it.each(STEPS_MS)('a step of %i ms is seen by the wall clock alone', (stepMs) => {
    const machine = createMachine();
    const clock = createTimeline(undefined, machine);
    expect([clock.now(), clock.steadyNow()]).toEqual([START, START]);
    machine.pass(2_000);
    machine.step(stepMs);
    machine.pass(2_000);
    expect([clock.now(), clock.steadyNow()]).toEqual([START + 4_000 + stepMs, START + 4_000]);
  });

  it('the machine’s sleep counts', () => {
    const machine = createMachine();
    const clock = createTimeline(undefined, machine);
    machine.pass(2_000);
    clock.steadyNow();
    machine.sleep(20 * MINUTE_MS);
    machine.pass(1_500);
    expect(clock.steadyNow()).toBe(START + 20 * MINUTE_MS + 3_500);
    machine.sleep(HOUR_MS);
    machine.pass(1_500);
    expect(clock.steadyNow()).toBe(START + 20 * MINUTE_MS + HOUR_MS + 5_000);
  });

  // What gives a container an uptime of its own ends or comes back: from one moment to the next it
  // is the host's, or its own again.
  it('an uptime that is suddenly another machine’s is no sleep, and sleep counts afterwards', () => {
    const machine = createMachine();
    let ofHost = 0;
    const clock = createTimeline(undefined, { ...machine, uptimeMs: () => machine.uptimeMs() + ofHost });
    machine.pass(2_000);
    for (ofHost of [90 * DAY_MS, 0, 90 * DAY_MS]) {
      machine.pass(2_000);
      clock.steadyNow();
    }
    expect(clock.steadyNow()).toBe(START + 8_000);
    machine.sleep(HOUR_MS);
    machine.pass(2_000);
    expect(clock.steadyNow()).toBe(START + 10_000 + HOUR_MS);
  });

  it.each(STEPS_MS)('a step of %i ms is no sleep either where the uptime goes wrong at that moment', (stepMs) => {
    const machine = createMachine();
    const clock = createTimeline(undefined, {
      ...machine,
      uptimeMs: () => machine.uptimeMs() + Math.max(0, machine.wallMs() - START - 2_000) * 90,
    });
    machine.pass(2_000);
    machine.step(stepMs);
    expect(clock.steadyNow()).toBeLessThanOrEqual(START + 2_000);
  });

  it('never goes back, whatever the uptime says', () => {
    const machine = createMachine();
    const clock = createTimeline(undefined, { ...machine, uptimeMs: () => machine.uptimeMs() % 1_000 });
    let last = clock.steadyNow();
    for (let round = 0; round < 100; round += 1) {
      machine.pass(700);
      expect(clock.steadyNow()).toBeGreaterThanOrEqual(last);
      last = clock.steadyNow();
    }
    expect(last).toBe(START + 70_000);
  });
});

describe('from one run to the next', () => {
  const continued = (known: Moment, machine: Machine) => createTimeline(known, machine).steadyNow() - known.steadyMs;

  it.each(STEPS_MS)('a step of %i ms between them is not seen while the machine stays up', (stepMs) => {
    const machine = createMachine();
    const known = createTimeline(undefined, machine).moment();
    machine.step(stepMs);
    machine.pass(90_000);
    expect(continued(known, machine)).toBe(90_000);
  });

  it('after another start of the machine the wall clock tells, never backwards and never more than a week', () => {
    const countedAfter = (awayMs: number, bootId?: string) => {
      const machine = createMachine(bootId);
      const known = createTimeline(undefined, machine).moment();
      machine.reboot(awayMs);
      return continued(known, machine);
    };
    expect(countedAfter(3 * HOUR_MS)).toBe(3 * HOUR_MS);
    expect(countedAfter(-DAY_MS)).toBe(0);
    expect(countedAfter(365 * DAY_MS)).toBe(7 * DAY_MS);
  });

  it('a container’s restart is seen by the monotonic clock, which goes on beside it, whatever the uptime and the wall clock say', () => {
    const machine = createMachine();
    const known = createTimeline(undefined, machine).moment();
    machine.pass(10 * HOUR_MS);
    machine.step(-DAY_MS);
    // A minute more than at the last moment, and then less than at it.
    expect(continued(known, { ...machine, uptimeMs: () => 68_000 })).toBe(10 * HOUR_MS);
    expect(continued(known, { ...machine, uptimeMs: () => 3_000 })).toBe(10 * HOUR_MS);
  });

  it('an uptime that was the container’s and is the host’s now, or another container’s, is no time that passed', () => {
    const machine = createMachine();
    const known = createTimeline(undefined, machine).moment();
    machine.pass(60_000);
    expect(continued(known, { ...machine, uptimeMs: () => 90 * DAY_MS })).toBe(60_000);
    machine.step(-DAY_MS);
    expect(continued(known, { ...machine, uptimeMs: () => 90 * DAY_MS })).toBe(60_000);
  });

  it('a moment of a version that kept no monotonic time is gone on from', () => {
    const machine = createMachine();
    const { monotonicMs: _, ...known } = createTimeline(undefined, machine).moment();
    machine.pass(5_000);
    machine.step(DAY_MS);
    expect(continued(known, machine)).toBe(5_000);
  });

  it('sleep between two runs of one start counts', () => {
    const machine = createMachine();
    const known = createTimeline(undefined, machine).moment();
    machine.pass(1_000);
    machine.sleep(HOUR_MS);
    expect(continued(known, machine)).toBe(HOUR_MS + 1_000);
  });

  it('where the machine does not say which start it is, the wall clock tells too', () => {
    const machine = { ...createMachine(), bootId: undefined };
    const known = createTimeline(undefined, machine).moment();
    machine.pass(5_000);
    machine.step(HOUR_MS);
    expect(createTimeline(known, machine).steadyNow() - known.steadyMs).toBe(5_000 + HOUR_MS);
  });

  it('is kept in the database', async () => {
    const db = await openEmptyDatabase();
    const machine = createMachine();
    const first = await openTimeline(db, machine);
    machine.step(-DAY_MS);
    await keepMoment(db, first);
    machine.pass(1_000);
    const second = await openTimeline(db, machine);
    expect([second.now(), second.steadyNow()]).toEqual([START - DAY_MS + 1_000, START + 1_000]);
    await db.destroy();
  });
});

describe('libraries', () => {
  const askMachine = Date.now;
  afterEach(() => {
    Date.now = askMachine;
    vi.restoreAllMocks();
  });

  it('measure by a clock without steps, and still learn the wall clock’s time', () => {
    const machine = createMachine();
    steadyLibraries(machine);
    machine.step(-HOUR_MS);
    machine.pass(500);
    expect(Date.now()).toBe(START + 500);
    expect(Math.abs(Date.parse(new Date().toISOString()) - askMachine())).toBeLessThan(1_000);
  });
});
