// Sets the bot's wall clock while it runs, by Debian's faketime, and leaves its monotonic clock and the rest of the machine alone.
import { existsSync, globSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [LIBRARY] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');

/** Tests that need it skip themselves where it is missing. */
export const hasFaketime = LIBRARY !== undefined && existsSync(LIBRARY);
if (!hasFaketime) console.info('Debian’s faketime is missing: no test sets the wall clock.');

export interface WallClock {
  /** For the bot's environment, at every start: `startWorld({ settings: clock.settings })`. */
  settings: Readonly<Record<string, string>>;
  /** Sets it forward, or back, by so much from where it stands; at once. */
  step(ms: number): void;
  /** How far it is ahead of the machine's. */
  aheadMs(): number;
}

export function createWallClock(): WallClock {
  const file = join(mkdtempSync(join(tmpdir(), 'kontext-clock-')), 'offset');
  let aheadMs = 0;
  const write = () => {
    // The bot may read it at any moment: never half of it.
    writeFileSync(`${file}.draft`, `${aheadMs < 0 ? '' : '+'}${(aheadMs / 1000).toFixed(3)}\n`);
    renameSync(`${file}.draft`, file);
  };
  write();
  return {
    settings: {
      LD_PRELOAD: LIBRARY ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    step(ms) {
      aheadMs += ms;
      write();
    },
    aheadMs: () => aheadMs,
  };
}
