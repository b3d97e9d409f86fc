// Where an image comes from: the chain of requests, each started from the one before it.
import type { Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';
import { onlyTask } from './request-images.ts';
import type { RequestView } from './request-view.ts';
import { findRequest } from './requests.store.ts';
import { requestIdOfTask } from './tasks.store.ts';

/** Nobody reads further back, and a loop in a damaged database ends here. */
const LONGEST = 50;

/** @returns the first request of the chain, then each that follows, up to `view` itself */
export async function chainOf(db: Kysely<Database>, view: RequestView): Promise<RequestView[]> {
  const chain = [view];
  for (let taskId = view.request.parent_task_id; taskId !== null && chain.length < LONGEST; ) {
    const requestId = await requestIdOfTask(db, taskId);
    const parent = requestId === undefined ? undefined : await findRequest(db, requestId);
    if (!parent) break;
    // Of several images only this one was built on.
    chain.unshift(onlyTask(parent, taskId) ?? parent);
    taskId = parent.request.parent_task_id;
  }
  return chain;
}
