// One gate for all work on images in this process: decoding takes memory by the megapixel, so only
// a few are at work at once.
import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '../errors.ts';

/** Too many people wait already: whoever asked is told, and may try again. */
export class ImagesBusyError extends AppError {
  constructor() {
    super('media/busy', 'too much image work is waiting');
  }
}

/**
 * `person`: somebody clicked and can click again; refused where too many wait. `task`: an image
 * that is paid for, or will be. Never refused, and first in turn; the scheduler and the display
 * bound how many there are.
 */
export type Waiting = 'person' | 'task';

export interface ImageGate {
  /**
   * Runs `work` once it is its turn. What `work` does with images in turn belongs to the same turn.
   * Files are best read inside: what waits holds no bytes then.
   * @throws {ImagesBusyError} for a person, where too many wait
   */
  run<T>(work: () => Promise<T>, waiting?: Waiting): Promise<T>;
}

export interface ImageGateLimits {
  atOnce: number;
  /** How many of people's wait at most. */
  peopleWaiting: number;
}

export function createImageGate({ atOnce, peopleWaiting }: ImageGateLimits): ImageGate {
  const isInside = new AsyncLocalStorage<boolean>();
  const queues: Record<Waiting, (() => void)[]> = { task: [], person: [] };
  let free = atOnce;

  async function enter(waiting: Waiting): Promise<void> {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (waiting === 'person' && queues.person.length >= peopleWaiting) throw new ImagesBusyError();
    const { promise, resolve } = Promise.withResolvers<void>();
    queues[waiting].push(resolve);
    await promise;
  }

  function leave(): void {
    const next = queues.task.shift() ?? queues.person.shift();
    // The place is handed on, so that nobody who comes now takes it first.
    if (next) next();
    else free += 1;
  }

  return {
    async run(work, waiting = 'task') {
      if (isInside.getStore()) return work();
      await enter(waiting);
      try {
        return await isInside.run(true, work);
      } finally {
        leave();
      }
    },
  };
}

/** The process has one memory, hence one gate. */
export const imageGate: ImageGate = createImageGate({ atOnce: 2, peopleWaiting: 24 });
