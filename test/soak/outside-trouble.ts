// What befalls the machine that a bot runs on, at random: its clock is set, its database locked by
// others, its disk filled.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { holdLock } from '../support/hold-lock.ts';
import type { SmallDisk } from '../support/small-disk.ts';
import type { WallClock } from '../support/wall-clock.ts';

export interface Machine {
  clock: WallClock;
  /** Not everywhere may one be mounted. */
  disk: SmallDisk | undefined;
  databasePath: string;
}

export interface OutsideTrouble {
  /** Begins one of them, or none; two never overlap. */
  begin(): void;
  /** Resolves once nothing is wrong any more. */
  over(): Promise<void>;
  counts: Record<'steps' | 'locks' | 'fullDisks', number>;
}

const SHARES = { steps: 0.3, locks: 0.2, fullDisks: 0.15 } as const;
const LONGEST_MS = 6_000;

export function createOutsideTrouble(machine: Machine, random: () => number): OutsideTrouble {
  const { clock, disk, databasePath } = machine;
  const counts = { steps: 0, locks: 0, fullDisks: 0 };
  let current: Promise<void> | undefined;

  const lock = async () => {
    await using _held = await holdLock(databasePath);
    await sleepFor(random() * LONGEST_MS);
  };
  const fill = async (full: SmallDisk) => {
    full.fill();
    await sleepFor(random() * LONGEST_MS);
    full.free();
  };

  return {
    counts,
    begin() {
      if (current) return;
      const chance = random();
      let trouble: Promise<void> | undefined;
      if (chance < SHARES.steps) {
        counts.steps += 1;
        clock.stepAtRandom(random);
      } else if (chance < SHARES.steps + SHARES.locks) {
        counts.locks += 1;
        trouble = lock();
      } else if (chance < SHARES.steps + SHARES.locks + SHARES.fullDisks && disk) {
        counts.fullDisks += 1;
        trouble = fill(disk);
      }
      current = trouble?.finally(() => {
        current = undefined;
      });
    },
    async over() {
      await current;
    },
  };
}
