// The life of tasks behind one door: what the rest of the program may ask of them.

import type { PlannedRequest, RequestOrigin } from '../requests/generation-request.ts';
import { type Acknowledgement, acknowledge, drop } from './acknowledge.ts';
import { type Admission, admit } from './admit.ts';
import type { TaskContext } from './context.ts';
import { type CancelActor, type CancelResult, cancelRequest, showAfterAll } from './ending/cancel.ts';
import { releaseForServer, resolveUnconfirmedCharge } from './ending/resolve-unconfirmed.ts';
import { recoverTasks } from './recover.ts';
import { createResultChanges, type ResultChanges } from './result-changes.ts';
import { type Scheduler, startScheduler } from './scheduler.ts';

/** The only thing by which requests and tasks are changed for people. */
export interface TaskService extends ResultChanges {
  /** Puts in order what the last run left; before anything new is admitted. */
  recover(): Promise<void>;
  /** Starts to move tasks. */
  start(): void;
  admit(planned: PlannedRequest): Promise<Admission>;
  acknowledge(requestId: string, answer: Acknowledgement): Promise<void>;
  drop(requestId: string): Promise<void>;
  /** @param evenIfCharged whether the actor knows that what was started is charged anyway */
  cancel(requestId: string, actor: CancelActor, how: { evenIfCharged: boolean }): Promise<CancelResult>;
  showAfterAll(requestId: string): Promise<void>;
  /**
   * Of charges that nobody could confirm, of a request or one of its tasks: given back to member
   * and server, or decided.
   * @returns how many
   */
  releaseForServer(imageId: string, actorAccountId: number): Promise<number>;
  resolveUnconfirmedCharge(imageId: string, charged: boolean): Promise<number>;
  /** Lets what is under way end, for at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

export function createTaskService(parts: Omit<TaskContext, 'wake'>): TaskService {
  let scheduler: Scheduler | undefined;
  const wake = () => scheduler?.wake();
  const context: TaskContext = { ...parts, wake };
  return {
    ...createResultChanges(context),
    recover: () => recoverTasks(context),
    start() {
      scheduler = startScheduler(context);
    },
    async admit(planned) {
      const admission = await admit(context, planned);
      logAdmission(context, planned.origin, admission, planned.tasks.length);
      if (admission.outcome === 'admitted') context.observer?.onAdmitted(planned.request.kind, planned.tasks.length);
      if (admission.outcome === 'denied') context.observer?.onDenied(admission.denial.rule);
      return admission;
    },
    async acknowledge(requestId, answer) {
      await acknowledge(context, requestId, answer);
      wake();
    },
    drop: (requestId) => drop(context, requestId),
    cancel: (requestId, actor, how) => cancelRequest(context, requestId, actor, how),
    releaseForServer: (imageId, actorAccountId) => releaseForServer(context, imageId, actorAccountId),
    resolveUnconfirmedCharge: (imageId, charged) => resolveUnconfirmedCharge(context, imageId, charged),
    showAfterAll: (requestId) => showAfterAll(context, requestId),
    stop: async (graceMs) => scheduler?.stop(graceMs),
  };
}

/**
 * The one line that says whose request it is, where, and from which event: a task's id begins with
 * its request's, so the others can be followed from here.
 */
function logAdmission(
  { log }: TaskContext,
  { key, userId, guildId, answeredBy }: RequestOrigin,
  admission: Admission,
  tasks: number,
): void {
  const event = 'sourceMessageId' in answeredBy ? { messageId: key } : { interactionId: key };
  const facts = { ...event, member: userId, server: guildId };
  if (admission.outcome === 'admitted')
    log.info({ requestId: admission.requestId, tasks, ...facts }, 'request admitted');
  else if (admission.outcome === 'denied') log.info({ rule: admission.denial.rule, ...facts }, 'request denied');
  else if (admission.outcome === 'input-gone') log.info(facts, 'an image that a request starts from is gone');
  else log.info(facts, 'request repeated');
}
