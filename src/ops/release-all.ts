// Stopping: what was set up is taken down in reverse order, all of it, whatever goes wrong on the way.
import type { Logger } from './log.ts';

export type Releaser = () => unknown;

/**
 * Runs every releaser, the last one first; the list is empty afterwards, so that a second call does nothing.
 * @throws the first error, once all have run; each is logged
 */
export async function releaseAll(releasers: Releaser[], log: Logger): Promise<void> {
  const errors: unknown[] = [];
  for (const release of releasers.splice(0).reverse()) {
    try {
      await release();
    } catch (error) {
      log.error({ err: error }, 'part of the bot failed to stop');
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
