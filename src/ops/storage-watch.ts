// Whether the database takes what is to be stored: seen by storing now and then where the time
// stands.
import type { Logger } from './log.ts';

const EVERY_MS = 60_000;

export interface StorageWatch {
  /** Whether the last attempt was stored. */
  isStoring(): boolean;
  /** Stores once more. */
  stop(): Promise<void>;
}

/**
 * Stores at once, then every minute. What goes wrong is logged, and so is that it is over.
 * @param store may reject, for one where the disk is full
 */
export async function watchStorage(store: () => Promise<void>, log: Logger): Promise<StorageWatch> {
  let isStoring = true;
  const attempt = async () => {
    try {
      await store();
      if (!isStoring) log.info('the database takes what is to be stored again');
      isStoring = true;
    } catch (error) {
      isStoring = false;
      log.error({ err: error, remedy: 'Is the disk full, or the folder read-only?' }, 'nothing can be stored');
    }
  };
  await attempt();
  const timer = setInterval(() => void attempt(), EVERY_MS).unref();
  return {
    isStoring: () => isStoring,
    async stop() {
      clearInterval(timer);
      await attempt();
    },
  };
}
