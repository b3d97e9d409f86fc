// Stored calls to Discord are looked through again and again, and those that are due are made.
import type { Logger } from '../../ops/log.ts';

const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 4;

export interface Rounds {
  /** Takes up what an earlier run left, and goes on; nothing after `stop`. */
  start(): void;
  /** Resolves once the round that is under way has ended. */
  stop(): Promise<void>;
}

/** @param work makes what is due; a failure is logged with `failure` */
export function createRounds(work: () => Promise<void>, log: Logger, failure: string): Rounds {
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const look = () => {
    round ??= work()
      .catch((error: unknown) => log.error({ err: error }, failure))
      .finally(() => {
        round = undefined;
      });
  };
  return {
    start() {
      if (isStopped) return;
      timer = setInterval(look, LOOK_EVERY_MS).unref();
      look();
    },
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await round;
    },
  };
}

/** A few at once, in order, so that one that hangs does not keep the others. */
export async function workOff<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const next = items.values();
  const each = async () => {
    for (const item of next) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, each));
}
