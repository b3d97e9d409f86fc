// Who waits in the queue sees their place, and sees it change while it is near the front.

import { queuedInOrder } from '../scheduling/queue.store.ts';
import type { TaskContext } from './context.ts';

/** Places beyond this are shown once, when they are taken. */
const FOLLOWED_PLACES = 25;
const MOST_SHOWN = 500;
/** A long queue is gone through this often. */
const BETWEEN_LOOKS_MS = 250;

/** @returns a function that tells the display of every place that is new or has moved */
export function createQueueNotices(context: TaskContext): () => Promise<void> {
  const places = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (places.size > FOLLOWED_PLACES && context.steadyNow() - lookedAt < BETWEEN_LOOKS_MS) return;
    lookedAt = context.steadyNow();
    const queued = await queuedInOrder(context.db, MOST_SHOWN);
    const waiting = new Set(queued.map(({ id }) => id));
    for (const id of places.keys()) if (!waiting.has(id)) places.delete(id);
    for (const [index, { id, request_id }] of queued.entries()) {
      const known = places.get(id);
      const isWorthShowing = known === undefined || (known !== index && index < FOLLOWED_PLACES);
      if (!isWorthShowing) continue;
      places.set(id, index);
      context.display.showProgress(request_id);
    }
  };
}
