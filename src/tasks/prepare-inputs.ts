// Between the queue and the provider: a request's input pictures are fetched while their links live, checked, and kept.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { nearestAspectRatio } from '../images/parameters.ts';
import type { Picture } from '../media/inspect-picture.ts';
import { PictureError } from '../media/picture-error.ts';
import { unpaidInputBytes } from '../media/pictures.store.ts';
import type { InputRow } from '../store/schema.ts';
import { concludeTask } from './conclude.ts';
import type { TaskContext } from './context.ts';
import type { Failure } from './failure.ts';
import { inputsOf, markPrepared } from './inputs.store.ts';
import { placeOfRequest } from './requests.store.ts';
import { tasksOfRequest } from './tasks.store.ts';

/** What is tried again, and after how long; the member waits meanwhile. */
const RETRY_AFTER_MS = [1_000, 3_000];
/** The longest that a server may ask its member to wait. */
const LONGEST_ASKED_MS = 30_000;

/** Fetches what is missing; a picture that cannot be used ends the request's tasks, uncharged. */
export async function prepareInputs(context: TaskContext, requestId: string): Promise<void> {
  let count = 0;
  for (const input of await inputsOf(context.db, requestId)) {
    if (input.picture_id !== null || input.url === null) continue;
    try {
      const picture = await fetchPatiently(context, input.url);
      await refuseBeyondShare(context, requestId, picture);
      const aspectRatio = input.position === 1 ? nearestAspectRatio(picture) : undefined;
      // Its tasks take their turn once the last one is there.
      await context.pictures.save(picture, 'chain', (pictureId) =>
        markPrepared(context.db, requestId, [{ position: input.position, pictureId }], aspectRatio),
      );
      count += 1;
    } catch (error) {
      if (!(error instanceof PictureError)) throw error;
      await giveUp(context, input, error);
      return;
    }
  }
  context.log.info({ requestId, inputs: count }, 'input images ready');
}

/** What one member may have kept here that nobody has paid for. */
const UNPAID_MAX_BYTES = 100 * 1024 * 1024;

/** @throws {PictureError} where its member has as much here as one may have without paying for any of it */
async function refuseBeyondShare({ db }: TaskContext, requestId: string, { bytes }: Picture): Promise<void> {
  const { account_id } = await placeOfRequest(db, requestId);
  if ((await unpaidInputBytes(db, account_id)) + bytes.length > UNPAID_MAX_BYTES)
    throw new PictureError('too-many-unpaid', 'its member’s unpaid inputs exceed 100 MiB');
}

async function fetchPatiently(context: TaskContext, url: string): Promise<Picture> {
  for (const waitMs of RETRY_AFTER_MS) {
    try {
      return await context.fetchInput(url);
    } catch (error) {
      if (!(error instanceof PictureError) || error.kind !== 'unavailable') throw error;
      await sleepFor(Math.max(waitMs, Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_MS)));
    }
  }
  return context.fetchInput(url);
}

async function giveUp(context: TaskContext, input: InputRow, error: PictureError): Promise<void> {
  context.log.info({ requestId: input.request_id, kind: error.kind, message: error.message }, 'input image refused');
  for (const task of await tasksOfRequest(context.db, input.request_id)) {
    const failure: Failure = `input-${error.kind}`;
    await concludeTask(context, task, ['queued'], { state: 'failed', failure, detail: input.name });
  }
}
