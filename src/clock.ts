// The two times there are: the wall clock's, which people read and anybody may set, and a steady
// one that measures spans. The only file that asks the machine.
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/**
 * Milliseconds since 1970 by the wall clock: for records, calendar windows and people. Can jump
 * either way at any moment.
 */
export type WallMs = number & { readonly timeline?: 'wall' };

/**
 * Milliseconds on the database's own timeline: for due times, leases and spans. It only goes
 * forward, at the pace of real time, also while the machine sleeps and from one start to the next.
 * It began as the wall clock's time and need not agree with it any more.
 */
export type SteadyMs = number & { readonly timeline?: 'steady' };

export interface Clock {
  now(): WallMs;
  steadyNow(): SteadyMs;
}

const askMachine = Date.now;

/** For programs that measure nothing. Parts of the bot are handed a `Clock`. */
export const wallNow = (): WallMs => askMachine();

export interface Machine {
  wallMs(): number;
  /**
   * Since the kernel started, as every program on it sees it; stands still while the machine
   * sleeps.
   */
  monotonicMs(): number;
  /**
   * Since the machine was started, sleep included. Inside a container (LXC) since the container
   * was.
   */
  uptimeMs(): number;
  /** Differs after every start of the machine; undefined where it does not say. */
  bootId: string | undefined;
}

/** `performance.now` counts from the start of this process, by the same clock. */
const processStartedMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export const thisMachine = (): Machine => ({
  wallMs: wallNow,
  monotonicMs: () => processStartedMs + performance.now(),
  uptimeMs: () => uptime() * 1000,
  bootId: readBootId(),
});

/**
 * How often it is looked whether the machine has slept: asking costs a hundred times what reading a
 * clock does.
 */
const BETWEEN_LOOKS_MS = 1_000;
/** The uptime comes in hundredths of a second. */
const GRAIN_MS = 100;

/** What two clocks count between two moments. */
interface Passed {
  /** While the machine ran. */
  ranMs: number;
  wallMs: number;
}

/**
 * Whether the uptime is ahead because the machine slept. A container's uptime may turn into its
 * host's from one moment to the next (where lxcfs ends, say), which is months ahead, and kept
 * images would come to their end. The wall clock saw a sleep too: the kernel sets it when the
 * machine wakes.
 */
const hasSlept = (aheadMs: number, { ranMs, wallMs }: Passed): boolean =>
  aheadMs > GRAIN_MS && wallMs - ranMs >= aheadMs / 2 && wallMs - ranMs <= aheadMs * 2;

/**
 * @returns milliseconds since the machine was started, by its monotonic clock, with what it slept
 */
function createBootClock({ monotonicMs, uptimeMs, wallMs }: Machine): () => number {
  let offsetMs = uptimeMs() - monotonicMs();
  let sleptMs = 0;
  const startMs = offsetMs;
  let last = { ranMs: monotonicMs(), wallMs: wallMs() };
  return () => {
    const ranMs = monotonicMs();
    if (ranMs - last.ranMs >= BETWEEN_LOOKS_MS) {
      const current = { ranMs, wallMs: wallMs() };
      const aheadMs = uptimeMs() - (offsetMs + ranMs + sleptMs);
      if (hasSlept(aheadMs, { ranMs: ranMs - last.ranMs, wallMs: current.wallMs - last.wallMs })) sleptMs += aheadMs;
      // It counts from another moment now.
      else if (Math.abs(aheadMs) > GRAIN_MS) offsetMs += aheadMs;
      last = current;
    }
    return startMs + ranMs + sleptMs;
  };
}

/** One moment by every clock, so that a later run can go on from it. */
export interface Moment {
  steadyMs: number;
  wallMs: number;
  bootMs: number;
  /** Unlike the uptime it goes on while a container is down. */
  monotonicMs?: number | undefined;
  bootId?: string | undefined;
}

export interface Timeline extends Clock {
  moment(): Moment;
}

/**
 * Where only the wall clock can tell how long the bot was away, this is the most that is believed:
 * after a start with a wrong date, queued tasks and drafts are over, but no kept file has come to
 * its end because of it.
 */
const LONGEST_AWAY_MS = 7 * 24 * 3600 * 1000;

/**
 * @param known a moment of the last run on the same database. Within one start of the machine its
 * own clock tells how long ago that was, whatever became of the wall clock; after another start
 * only the wall clock can.
 */
export function createTimeline(known: Moment | undefined, machine: Machine = thisMachine()): Timeline {
  const bootMs = createBootClock(machine);
  const startedAt = bootMs();
  const startsAt = known ? known.steadyMs + awayMs(known, startedAt, machine) : machine.wallMs();
  let newest = Math.floor(startsAt);
  const steadyNow = () => {
    newest = Math.max(newest, Math.floor(startsAt + bootMs() - startedAt));
    return newest;
  };
  return {
    now: () => Math.floor(machine.wallMs()),
    steadyNow,
    moment: () => ({
      steadyMs: steadyNow(),
      wallMs: machine.wallMs(),
      bootMs: bootMs(),
      monotonicMs: machine.monotonicMs(),
      bootId: machine.bootId,
    }),
  };
}

function awayMs(known: Moment, bootMs: number, { wallMs, monotonicMs, bootId }: Machine): number {
  if (bootId !== undefined && bootId === known.bootId) {
    const upMs = bootMs - known.bootMs;
    // The uptime begins anew with a container, the monotonic clock stands while the machine sleeps.
    const ranMs = known.monotonicMs === undefined ? upMs : monotonicMs() - known.monotonicMs;
    const passedMs = hasSlept(upMs - ranMs, { ranMs, wallMs: wallMs() - known.wallMs }) ? upMs : ranMs;
    if (passedMs >= -GRAIN_MS) return Math.max(0, passedMs);
  }
  return Math.min(Math.max(0, wallMs() - known.wallMs), LONGEST_AWAY_MS);
}

/**
 * Lets libraries measure spans by a clock without steps: discord.js keeps its rate limits by
 * `Date.now`, and a wall clock that is set back by an hour would have it wait for an hour.
 * `new Date()` goes on to tell the wall clock's time.
 */
export function steadyLibraries(machine: Machine = thisMachine()): void {
  const { steadyNow } = createTimeline(undefined, machine);
  Date.now = steadyNow;
}

/** Linux has one. */
function readBootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
