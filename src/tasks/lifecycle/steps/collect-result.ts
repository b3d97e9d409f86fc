// A completed task's bytes: fetched at once because links expire in minutes, checked, and durable
// before the state that needs them.

import type { Image } from '../../../media/image.ts';
import { ImageError } from '../../../media/image-error.ts';
import type { TaskSnapshot } from '../../../providers/vtrix/response.ts';
import type { TaskRow } from '../../../store/request-tables.ts';
import type { Failure } from '../../requests/failure.ts';
import { inputsOf } from '../../requests/inputs.store.ts';
import type { TaskContext } from '../context.ts';
import { concludeTask, reportedCost, settledCost } from '../ending/conclude.ts';
import { afterFailure, reschedulePoll } from './reschedule-poll.ts';

/**
 * How long a result that cannot be fetched is asked for again: the model's maker keeps links for
 * ten minutes.
 */
const KEEP_TRYING_MS = 10 * 60 * 1000;

/**
 * How long a refused result is fetched again: a CDN may answer 404, or with half a file, until it
 * has got the newest ones. The provider names a link at each poll.
 */
const REFUSAL_RETRY_MS = 10 * 1000;

export async function collectResult(context: TaskContext, task: TaskRow, snapshot: TaskSnapshot): Promise<void> {
  const completedAt = task.finished_steady ?? context.steadyNow();
  const cost = settledCost(context, task, snapshot.costText);
  const lose = (failure: Failure, detail: string) =>
    concludeTask(context, task, ['running'], { state: 'failed', failure, detail, cost });

  const [url, ...others] = snapshot.imageUrls;
  if (others.length > 0)
    context.log.warn({ taskId: task.id, count: others.length }, 'more images than requested: ignored');
  if (url === undefined) {
    await lose('image-lost', 'the provider named no image');
    return;
  }
  let image: Image;
  try {
    image = await context.downloadResult(url);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    context.log.warn({ taskId: task.id, kind: error.kind, message: error.message }, 'result not fetched');
    if (context.steadyNow() - completedAt < tryForMs(error)) {
      // Trouble with asking is over, since it was answered: what fails now is another thing, and
      // its link does not live long.
      const failures = task.finished_steady === null ? 0 : task.poll_failures;
      const { change, waitMs } = afterFailure({ poll_failures: failures }, error.retryAfterMs);
      // Its end is known: whatever its age, it is no task to be given up.
      const next = { isAnswered: false, waitMs };
      const reported_cost_text = reportedCost(task, snapshot.costText) ?? null;
      const ended = { ...change, finished_steady: completedAt, reported_cost_text, progress: 1 };
      await reschedulePoll(context, task, ended, next);
      return;
    }
    await lose(failureOf(error), error.message);
    return;
  }
  const isInChain = (await inputsOf(context.db, task.request_id)).length > 0;
  await context.images.save(image, isInChain ? 'chain' : 'usual', (imageId, keepUntil) =>
    concludeTask(context, task, ['running'], { state: 'completed', imageId, keepUntil, cost }),
  );
}

/**
 * A task that ended, and whose end the provider no longer knows, will never be named a link again:
 * it did its work, so that it is charged what the provider reported with its end, or else the list
 * price.
 * @returns whether it is lost; before that time is over, the provider may be wrong
 */
export async function loseForgotten(context: TaskContext, task: TaskRow): Promise<boolean> {
  if (task.finished_steady === null || context.steadyNow() - task.finished_steady < KEEP_TRYING_MS) return false;
  const detail = 'the provider no longer knows the task, which it had finished';
  const cost = settledCost(context, task, undefined);
  await concludeTask(context, task, ['running'], { state: 'failed', failure: 'image-lost', detail, cost });
  return true;
}

function tryForMs({ kind }: ImageError): number {
  if (kind === 'unavailable') return KEEP_TRYING_MS;
  return ['gone', 'not-an-image', 'broken'].includes(kind) ? REFUSAL_RETRY_MS : 0;
}

function failureOf(error: ImageError): Failure {
  if (error.kind === 'too-large') return 'image-too-large';
  return error.kind === 'not-an-image' ? 'image-unreadable' : 'image-lost';
}
