// One poll of a running task. A poll that fails never fails its task: it only makes the next one
// later.
import { ProviderError } from '../../../providers/errors.ts';
import type { TaskSnapshot } from '../../../providers/vtrix/response.ts';
import type { TaskRow } from '../../../store/request-tables.ts';
import type { TaskContext } from '../context.ts';
import { concludeTask, reportedCost, settledCost } from '../ending/conclude.ts';
import { collectResult, loseForgotten } from './collect-result.ts';
import { afterFailure, reschedulePoll } from './reschedule-poll.ts';

export async function pollTask(context: TaskContext, task: TaskRow): Promise<void> {
  let snapshot: TaskSnapshot;
  try {
    snapshot = await context.provider.getTask(task.provider_task_id ?? '');
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    context.log.warn(
      { taskId: task.id, kind: error.kind, status: error.status, message: error.message },
      'poll failed',
    );
    if (error.kind === 'not-found' && (await loseForgotten(context, task))) return;
    const { change, waitMs } = afterFailure(task, error.retryAfterMs);
    // One that had ended is no task to be given up: until it counts as lost, the provider may be
    // wrong.
    const isAnswered = error.kind === 'not-found' && task.finished_steady === null;
    await reschedulePoll(context, task, change, { isAnswered, waitMs });
    return;
  }
  if (snapshot.unexpected.length > 0)
    context.log.warn({ taskId: task.id, unexpected: snapshot.unexpected }, 'unexpected provider response');
  switch (snapshot.status) {
    case 'completed':
      context.pollPlan.end({
        taskId: task.id,
        model: task.model,
        elapsedMs: context.steadyNow() - (task.running_at ?? 0),
      });
      await collectResult(context, task, snapshot);
      return;
    case 'failed':
      await concludeTask(context, task, ['running'], {
        state: 'failed',
        failure: 'provider-failed',
        detail: snapshot.error?.message,
        cost:
          reportedCost(task, snapshot.costText) === undefined
            ? undefined
            : settledCost(context, task, snapshot.costText),
      });
      return;
    default:
      await reschedulePoll(
        context,
        task,
        // It may have been told as ended before: then that was wrong, and it takes up room at the
        // provider still.
        {
          progress: snapshot.progress ?? null,
          progress_at: context.steadyNow(),
          poll_failures: 0,
          finished_steady: null,
        },
        { isAnswered: true },
      );
  }
}
