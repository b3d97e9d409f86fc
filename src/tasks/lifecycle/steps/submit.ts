// The paid call: at most one that the provider may have accepted, ever, for each task.
import { setTimeout as sleepFor } from 'node:timers/promises';
import { fitTogether } from '../../../media/fit-together.ts';
import { ProviderError } from '../../../providers/errors.ts';
import { INPUTS_MAX_BYTES } from '../../../providers/vtrix/request.ts';
import type { TaskSnapshot } from '../../../providers/vtrix/response.ts';
import type { TaskRow } from '../../../store/request-tables.ts';
import type { Failure } from '../../requests/failure.ts';
import { inputsOf } from '../../requests/inputs.store.ts';
import { backOffMs } from '../../scheduling/back-off.ts';
import type { TaskContext } from '../context.ts';
import { concludeTask } from '../ending/conclude.ts';
import { retryOnStorageError } from '../retry-storage.ts';
import { transition } from '../transition.ts';
import { confirmTurn } from './confirm-turn.ts';

/** After a 429 that does not say how long to wait. */
const RATE_LIMIT_WAIT_MS = 5_000;

/**
 * Sends `task`, whose state `submitting` is already durable, and stores what became of it. Never
 * throws for what the provider does. After
 * `unconfirmedAfterMs` its member is told that it is unconfirmed, but the call goes on: an id that
 * arrives late revives the task.
 */
export async function submitTask(context: TaskContext, task: TaskRow): Promise<void> {
  let inputs: Record<string, string> | undefined;
  try {
    inputs = await readInputs(context, task);
    // Reading takes its turn with all other work on images.
    if (inputs && Object.keys(inputs).length > 0 && !(await confirmTurn(context, task))) return;
  } catch (error) {
    // Nothing was sent yet.
    context.log.error({ taskId: task.id, err: error }, 'input images not read');
    await retryOnStorageError(context, () => backToQueue(context, task, backOffMs(task.submit_attempts)));
    return;
  }
  if (inputs === undefined) {
    await retryOnStorageError(context, () =>
      concludeTask(context, task, ['submitting'], { state: 'failed', failure: 'input-lost' }),
    );
    return;
  }
  const params = parseParams(task.params);
  if (params === undefined) {
    context.log.error({ taskId: task.id }, 'parameters of a task not read');
    await retryOnStorageError(context, () => failUncharged(context, task, 'refused'));
    return;
  }
  const answer = context.provider.createTask({ model: task.model, params: { ...params, ...inputs } });
  // What the provider said is known here alone until it is stored.
  const outcome = answer.then(
    (snapshot) => retryOnStorageError(context, () => onAccepted(context, task, snapshot)),
    (error: unknown) => retryOnStorageError(context, () => onSubmissionFailed(context, task, error)),
  );
  const waiting = new AbortController();
  const tooLong = sleepFor(context.limits.unconfirmedAfterMs, 'too long', { signal: waiting.signal }).catch(
    () => undefined,
  );
  const first = await Promise.race([outcome, tooLong]).finally(() => waiting.abort());
  if (first !== 'too long') return;
  context.log.warn({ taskId: task.id }, 'no response to a submission yet');
  await retryOnStorageError(context, () =>
    concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: 'no answer in time' }),
  );
  outcome.catch((error: unknown) => context.log.error({ taskId: task.id, err: error }, 'late response not stored'));
}

/** @returns undefined for what only a damaged database holds */
function parseParams(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The input images as the API takes them, small enough for one request.
 * @returns undefined where one is no longer kept: nothing may be sent then
 */
async function readInputs(context: TaskContext, task: TaskRow): Promise<Record<string, string> | undefined> {
  const params: Record<string, string> = {};
  const names: string[] = [];
  const images: Buffer[] = [];
  for (const { position, url, image_id } of await inputsOf(context.db, task.request_id)) {
    const name = position === 1 ? 'input_image' : `input_image_${position}`;
    if (context.inputTransport === 'url' && url !== null) {
      params[name] = url;
      continue;
    }
    const bytes = image_id === null ? undefined : await context.images.read(image_id);
    if (!bytes) return undefined;
    names.push(name);
    images.push(bytes);
  }
  const fitted = await fitTogether(context.media, images, INPUTS_MAX_BYTES);
  for (const [index, name] of names.entries()) params[name] = fitted[index]?.toString('base64') ?? '';
  return params;
}

/**
 * The provider's id is stored whenever it comes: with it the task can be polled, and its cost is
 * certain.
 */
async function onAccepted(context: TaskContext, task: TaskRow, snapshot: TaskSnapshot): Promise<void> {
  const { id: providerTaskId, unexpected } = snapshot;
  if (unexpected.length > 0) context.log.warn({ taskId: task.id, unexpected }, 'unexpected provider response');
  const wait = context.pollPlan.begin({ taskId: task.id, model: task.model });
  const running = { state: 'running', providerTaskId, dueAt: context.steadyNow() + wait } as const;
  const guard = { from: ['submitting'], leaseToken: task.lease_token } as const;
  const inTime = (await transition(context, task.id, guard, running)) !== undefined;
  if (!inTime) await transition(context, task.id, { from: ['unconfirmed'] }, running);
  context.limiter.onAccepted();
  context.alarm.clear();
  context.log.info({ taskId: task.id, providerTaskId, late: !inTime }, 'task submitted');
  context.display.showProgress(task.request_id);
  context.wake();
}

/**
 * What a failure proves about the call decides what may follow; what proves nothing leaves the task
 * unconfirmed.
 */
async function onSubmissionFailed(context: TaskContext, task: TaskRow, error: unknown): Promise<void> {
  if (!(error instanceof ProviderError)) {
    // Something of ours broke at an unknown point: the call may have gone out.
    context.log.error({ taskId: task.id, err: error }, 'submission failed unexpectedly');
    await concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: 'internal' });
    return;
  }
  const { kind, status, message, providerMessage } = error;
  context.log.warn({ taskId: task.id, kind, status, message }, 'submission failed');
  switch (kind) {
    case 'rate-limited':
      context.limiter.onRateLimited(error.retryAfterMs);
      await backToQueue(context, task, backOffMs(task.submit_attempts, error.retryAfterMs ?? RATE_LIMIT_WAIT_MS));
      return;
    case 'not-sent':
      await backToQueue(context, task, backOffMs(task.submit_attempts));
      return;
    case 'bad-key':
    case 'no-balance':
      context.alarm.raise(kind);
      await failUncharged(context, task, kind, providerMessage);
      return;
    case 'refused':
      await failUncharged(context, task, kind, providerMessage);
      return;
    case 'too-large': {
      const hasImages = (await inputsOf(context.db, task.request_id)).length > 0;
      await failUncharged(context, task, hasImages ? 'request-too-large' : 'refused', providerMessage);
      return;
    }
    default:
      await concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: kind });
  }
}

/**
 * A refusal proves that nothing is charged, also one that comes after the task was given up as
 * unconfirmed.
 */
async function failUncharged(context: TaskContext, task: TaskRow, failure: Failure, detail?: string): Promise<void> {
  const conclusion = { state: 'failed', failure, detail } as const;
  const inTime = await concludeTask(context, task, ['submitting'], conclusion);
  if (!inTime) await concludeTask(context, { ...task, lease_token: null }, ['unconfirmed'], conclusion);
}

/**
 * Its turn comes again, unless it was cancelled or deleted while it was being sent: then it ends,
 * free. Where its member was already told that it may be lost, it ends as refused, uncharged.
 */
async function backToQueue(context: TaskContext, task: TaskRow, waitMs: number): Promise<void> {
  const guard = { from: ['submitting'], leaseToken: task.lease_token } as const;
  const state = await transition(context, task.id, guard, ({ task: now, request }) =>
    now.cancel_requested_at === null && request.deleted_at === null
      ? { state: 'queued', dueAt: context.steadyNow() + waitMs }
      : { state: 'cancelled', actorAccountId: null },
  );
  if (state === undefined) await failUncharged(context, task, 'refused');
  if (state === 'queued') context.display.showProgress(task.request_id);
}
