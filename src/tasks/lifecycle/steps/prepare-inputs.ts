// Between the queue and the provider: a request's input images are fetched while their links live,
// checked, and kept.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { lockMember } from '../../../billing/scope-locks.store.ts';
import type { SteadyMs } from '../../../clock.ts';
import type { Image } from '../../../media/image.ts';
import { ImageError } from '../../../media/image-error.ts';
import { extendRetention, unpaidInputBytes } from '../../../media/images.store.ts';
import { nearestAspectRatio } from '../../../providers/vtrix/parameters.ts';
import type { InputRow } from '../../../store/request-tables.ts';
import type { Failure } from '../../requests/failure.ts';
import { inputsOf, setAspectRatio, setInputImage } from '../../requests/inputs.store.ts';
import { lockRequest, placeOfRequest } from '../../requests/requests.store.ts';
import { tasksOfRequest } from '../../requests/tasks.store.ts';
import type { TaskContext } from '../context.ts';
import { concludeTask } from '../ending/conclude.ts';

/** What is tried again, and after how long; the member waits meanwhile. */
const RETRY_AFTER_MS = [1_000, 3_000];
/** The longest that a server may ask its member to wait. */
const LONGEST_ASKED_MS = 30_000;
/** What one member may have kept here that nobody has paid for. */
const UNPAID_MAX_BYTES = 100 * 1024 * 1024;

/** Fetches what is missing; an image that cannot be used ends the request's tasks, uncharged. */
export async function prepareInputs(context: TaskContext, requestId: string): Promise<void> {
  let count = 0;
  for (const input of await inputsOf(context.db, requestId)) {
    if (input.image_id !== null || input.url === null) continue;
    try {
      if (!(await prepareInput(context, input, input.url))) return;
      count += 1;
    } catch (error) {
      if (!(error instanceof ImageError)) throw error;
      await giveUp(context, input, error);
      return;
    }
  }
  context.log.info({ requestId, inputs: count }, 'input images ready');
}

/** @returns whether its request still needs it. @throws {ImageError} for what cannot be used */
async function prepareInput(context: TaskContext, input: InputRow, url: string): Promise<boolean> {
  const image = await fetchPatiently(context, url);
  let isNeeded = false;
  await context.images.save(image, 'chain', async (imageId, keepUntil) => {
    isNeeded = await referToImage(context, input, { image, imageId, keepUntil });
  });
  return isNeeded;
}

interface KeptInput {
  image: Image;
  imageId: string;
  keepUntil: SteadyMs;
}

/**
 * Everything that a request's referring to an image rests on, in the one transaction that makes it
 * refer to it: its tasks still wait, the image is kept from then on, and its member has room.
 * @returns false where none of the tasks waits any more
 * @throws {ImageError} where the image is gone, or its member would have more here than one may
 * have without paying for any of it; nothing has changed
 */
const referToImage = (
  { db }: TaskContext,
  input: InputRow,
  { image, imageId, keepUntil }: KeptInput,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { account_id } = await placeOfRequest(trx, input.request_id);
    // What a member's requests have fetched at the same time counts one after another.
    await lockMember(trx, account_id);
    await lockRequest(trx, input.request_id);
    const tasks = await tasksOfRequest(trx, input.request_id);
    if (!tasks.some(({ state }) => state === 'queued')) return false;
    await setInputImage(trx, input, imageId);
    if (input.position === 1) await setAspectRatio(trx, input.request_id, nearestAspectRatio(image));
    if (!(await extendRetention(trx, [imageId], keepUntil)))
      throw new ImageError('lost', 'the input was removed before its request referred to it');
    if ((await unpaidInputBytes(trx, account_id)) > UNPAID_MAX_BYTES)
      throw new ImageError('too-many-unpaid', 'its member’s unpaid inputs exceed 100 MiB');
    return true;
  });

async function fetchPatiently(context: TaskContext, url: string): Promise<Image> {
  for (const waitMs of RETRY_AFTER_MS) {
    try {
      return await context.fetchInput(url);
    } catch (error) {
      if (!(error instanceof ImageError) || error.kind !== 'unavailable') throw error;
      await sleepFor(Math.max(waitMs, Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_MS)));
    }
  }
  return context.fetchInput(url);
}

async function giveUp(context: TaskContext, input: InputRow, error: ImageError): Promise<void> {
  context.log.info({ requestId: input.request_id, kind: error.kind, message: error.message }, 'input image refused');
  for (const task of await tasksOfRequest(context.db, input.request_id)) {
    const failure: Failure = `input-${error.kind}`;
    await concludeTask(context, task, ['queued'], { state: 'failed', failure, detail: input.name });
  }
}
