// Sets the bot's wall clock while it runs, by Debian's faketime, and leaves its monotonic clock and
// the rest of the machine alone.
import { globSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [LIBRARY] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');

/** Tests that need it skip themselves where it is missing. */
export const hasFaketime = LIBRARY !== undefined;
if (!hasFaketime) console.info('Debian’s faketime is missing: no test sets the wall clock.');

/** Most steps are those of a clock that is put right, few those of a wrong date. */
const LONGEST_STEPS_MS = [2_000, 60_000, 600_000, 3_600_000, 86_400_000];

export interface WallClock {
  /**
   * For the bot's environment, at every start: `startWorld({ settings: clock.settings })`. Nothing,
   * and no step shows, without faketime.
   */
  settings: Readonly<Record<string, string>>;
  /** Sets it forward, or back, by so much from where it stands; at once. */
  step(ms: number): void;
  /** By up to a day, either way, as `random` (like Math.random) has it; most steps are small. */
  stepAtRandom(random: () => number): void;
  /** How far it is ahead of the machine's. */
  aheadMs(): number;
}

export function createWallClock(): WallClock {
  const folder = mkdtempSync(join(tmpdir(), 'kontext-clock-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'offset');
  let aheadMs = 0;
  const write = () => {
    // The bot may read it at any moment: never half of it.
    writeFileSync(`${file}.draft`, `${aheadMs < 0 ? '' : '+'}${(aheadMs / 1000).toFixed(3)}\n`);
    renameSync(`${file}.draft`, file);
  };
  const step = (ms: number) => {
    aheadMs += ms;
    write();
  };
  write();
  return {
    settings:
      LIBRARY === undefined
        ? {}
        : {
            LD_PRELOAD: LIBRARY,
            FAKETIME_TIMESTAMP_FILE: file,
            FAKETIME_NO_CACHE: '1',
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
            DONT_FAKE_MONOTONIC: '1',
            NO_FAKE_STAT: '1',
          },
    step,
    stepAtRandom(random) {
      const longestMs = LONGEST_STEPS_MS[Math.floor(random() * LONGEST_STEPS_MS.length)] ?? 0;
      step(Math.round((random() * 2 - 1) * longestMs));
    },
    aheadMs: () => aheadMs,
  };
}
