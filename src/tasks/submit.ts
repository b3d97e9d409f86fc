// The paid call: at most one that the provider may have accepted, ever, for each task.
import { ImageApiError } from '../images/errors.ts';
import type { TaskRow } from '../store/schema.ts';
import { concludeTask } from './conclude.ts';
import type { TaskContext } from './context.ts';
import type { Failure } from './failure.ts';
import { nextPollDelayMs } from './poll-plan.ts';
import { changeTask } from './tasks.store.ts';

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;
/** After a 429 that does not say how long to wait. */
const RATE_LIMIT_WAIT_MS = 5_000;

/** Sends `task`, whose state `submitting` is already durable, and stores what became of it. Never throws for what the provider does. */
export async function submitTask(context: TaskContext, task: TaskRow): Promise<void> {
  let providerTaskId: string;
  try {
    const params: Record<string, unknown> = JSON.parse(task.params);
    const snapshot = await context.images.createTask({ model: task.model, params });
    if (snapshot.unexpected.length > 0)
      context.log.warn({ taskId: task.id, unexpected: snapshot.unexpected }, 'odd answer');
    providerTaskId = snapshot.id;
  } catch (error) {
    await handleFailure(context, task, error);
    return;
  }
  const now = context.now();
  const wait = nextPollDelayMs({ model: task.model, elapsedMs: 0, polls: 0 }, context.durations);
  await changeTask(
    context.db,
    { id: task.id, states: ['submitting'], leaseToken: task.lease_token },
    {
      state: 'running',
      provider_task_id: providerTaskId,
      running_at: now,
      due_at: now + wait,
      lease_token: null,
      lease_until: null,
    },
  );
  context.limiter.onAccepted();
  context.log.info({ taskId: task.id, providerTaskId }, 'task submitted');
  context.display.showProgress(task.request_id);
}

async function handleFailure(context: TaskContext, task: TaskRow, error: unknown): Promise<void> {
  if (!(error instanceof ImageApiError)) {
    // Something of ours broke at an unknown point: the call may have gone out.
    context.log.error({ taskId: task.id, err: error }, 'submission broke');
    await concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: 'internal' });
    return;
  }
  context.log.warn(
    { taskId: task.id, kind: error.kind, status: error.status, message: error.message },
    'submission failed',
  );
  switch (error.kind) {
    case 'rate-limited':
      context.limiter.onRateLimited(context.now());
      await backToQueue(context, task, error.retryAfterMs ?? RATE_LIMIT_WAIT_MS);
      return;
    case 'not-sent':
      await backToQueue(
        context,
        task,
        Math.min(FIRST_BACK_OFF_MS * 2 ** (task.submit_attempts - 1), LONGEST_BACK_OFF_MS),
      );
      return;
    case 'bad-key':
    case 'no-balance':
    case 'refused':
      await concludeTask(context, task, ['submitting'], {
        state: 'failed',
        failure: error.kind satisfies Failure,
        detail: error.providerMessage,
      });
      return;
    default:
      await concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: error.kind });
  }
}

async function backToQueue(context: TaskContext, task: TaskRow, waitMs: number): Promise<void> {
  await changeTask(
    context.db,
    { id: task.id, states: ['submitting'], leaseToken: task.lease_token },
    { state: 'queued', due_at: context.now() + waitMs, lease_token: null, lease_until: null },
  );
  context.display.showProgress(task.request_id);
}
