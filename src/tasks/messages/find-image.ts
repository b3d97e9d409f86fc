// One image of a request, or all of them, found by the id that buttons, selects and moderators
// name.
import type { Kysely } from 'kysely';
import type { Database } from '../../store/schema.ts';
import { asPosted, onlyImage, parseImageId } from '../requests/request-images.ts';
import type { RequestView } from '../requests/request-view.ts';
import { findRequest } from '../requests/requests.store.ts';
import { messageCopiesOf } from './message-copies.store.ts';

/**
 * What an id names: a whole request, or one of its images alone.
 * @returns undefined where there is none, or none any more
 */
export async function findImage(db: Kysely<Database>, imageId: string): Promise<RequestView | undefined> {
  const { requestId, taskId } = parseImageId(imageId);
  const whole = await findRequest(db, requestId);
  const view = whole && taskId !== undefined ? onlyImage(whole, taskId) : whole;
  return view?.request.is_private === 1 && (await isPosted(db, view)) ? asPosted(view) : view;
}

/**
 * Whether everybody somewhere sees all of it. Discord shows a posting before its image is stored as
 * posted, and goes on to where the bot ended in between.
 */
async function isPosted(db: Kysely<Database>, { request, tasks }: RequestView): Promise<boolean> {
  const postings = (await messageCopiesOf(db, request.id)).filter(({ kind }) => kind === 'posting');
  return tasks.every(({ id, posted_at }) => posted_at !== null || postings.some(({ taskId }) => taskId === id));
}
