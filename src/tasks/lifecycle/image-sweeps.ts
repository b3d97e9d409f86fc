// When the image store is cleaned up: what is past its time every minute, what an earlier process
// left every ten.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImageStore } from '../../media/image-store.ts';
import type { Logger } from '../../ops/log.ts';

const EVERY_MS = 60_000;
/** Looking at every file takes longer. */
const STRAYS_EVERY = 10;

/** Begins at once. `stop` resolves once the sweep that runs has ended. */
export function createImageSweeps(
  images: Pick<ImageStore, 'removeExpired' | 'removeStrayFiles'>,
  log: Logger,
): { stop(): Promise<void> } {
  const stopped = new AbortController();

  async function sweep(round: number): Promise<void> {
    try {
      await images.removeExpired();
      if (round % STRAYS_EVERY !== 0) return;
      const removed = await images.removeStrayFiles();
      if (removed > 0) log.warn({ removed }, 'image files removed that nothing referred to');
    } catch (error) {
      log.error({ err: error }, 'image cleanup failed');
    }
  }

  const done = (async () => {
    for (let round = 0; !stopped.signal.aborted; round += 1) {
      await sweep(round);
      await sleep(EVERY_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    stop() {
      stopped.abort();
      return done;
    },
  };
}
