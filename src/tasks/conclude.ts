// The end of a task: its state, its ledger line and its message's due time change together or not at all.
import type { Transaction } from 'kysely';
import { release, settle } from '../billing/ledger.store.ts';
import { parseCostMicros } from '../billing/money.ts';
import { addUsage, usagePlace } from '../billing/usage-days.store.ts';
import { settingsOf } from '../servers/settings.store.ts';
import type { Database, TaskRow, TaskState } from '../store/schema.ts';
import type { TaskContext } from './context.ts';
import type { Failure } from './failure.ts';
import { dropLinks } from './inputs.store.ts';
import { makeDeliveryDueWhenAtRest, placeOfRequest } from './requests.store.ts';
import { changeTask } from './tasks.store.ts';

/** What a task cost: by the provider's word where it gave one, else by the price table and marked so. */
export interface Cost {
  costMicros: number;
  estimated: boolean;
  /** The provider's own text. */
  costText: string | null;
}

/** The part of a task's context that its end needs. */
export type EndingContext = Pick<TaskContext, 'db' | 'log' | 'display' | 'observer' | 'now'> & {
  budgetRules: Pick<TaskContext['budgetRules'], 'calendarOf'>;
  costs: Pick<TaskContext['costs'], 'add'>;
  /** Where tasks are looked at. */
  pollPlan?: Pick<TaskContext['pollPlan'], 'forget'>;
};

export type Conclusion =
  | { state: 'completed'; pictureId: string; cost: Cost }
  | { state: 'failed'; failure: Failure; detail?: string | undefined; cost?: Cost | undefined }
  /** Called off before anything was submitted: free. */
  | { state: 'cancelled'; actorAccountId: number | null }
  /** The member never saw an answer: free, and nothing to show. */
  | { state: 'dropped' }
  /** May have been charged: stays reserved until somebody decides. */
  | { state: 'unconfirmed'; detail: string };

/** The cost as the provider reported it; a completed task without a usable report is charged at the list price. */
export function costOf({ prices }: TaskContext, task: TaskRow, costText: string | undefined): Cost {
  if (costText === undefined) {
    // A model may have left the list since.
    const listed = prices.models.includes(task.model) ? prices.priceMicros(task.model) : task.estimate_micros;
    return { costMicros: listed, estimated: true, costText: null };
  }
  return { costMicros: parseCostMicros(costText), estimated: false, costText };
}

/**
 * Ends `task` as `conclusion` says, in one transaction with its ledger line.
 * @param from the states it may be ended from; the claim must still be the row's own
 * @returns whether this call ended it: false where somebody else was first, and nothing has changed.
 */
export async function concludeTask(
  context: EndingContext,
  task: TaskRow,
  from: readonly TaskState[],
  conclusion: Conclusion,
): Promise<boolean> {
  const now = context.now();
  const guard = { id: task.id, states: from, leaseToken: task.lease_token };
  const concluded = await context.db.transaction().execute(async (trx) => {
    const taken = await changeTask(trx, guard, {
      ...columnsOf(conclusion),
      state: conclusion.state,
      due_at: null,
      lease_token: null,
      lease_until: null,
      finished_at: now,
    });
    if (!taken) return { taken, atRest: false };
    const cost = 'cost' in conclusion ? conclusion.cost : undefined;
    // Member and server may have had theirs back already.
    const reach = task.released_here_at === null ? 'all' : 'host';
    if (cost) {
      await settle(trx, {
        taskId: task.id,
        reach,
        ...cost,
        pictures: conclusion.state === 'completed' ? 1 : 0,
        at: now,
        reason: conclusion.state,
      });
    } else if (conclusion.state !== 'unconfirmed') {
      const actorAccountId = conclusion.state === 'cancelled' ? conclusion.actorAccountId : null;
      await release(trx, { taskId: task.id, reach, at: now, reason: reasonOf(conclusion), actorAccountId });
    }
    if (reach === 'all' && (cost || conclusion.state === 'failed')) await countUsage(trx, context, task, conclusion);
    const atRest = await makeDeliveryDueWhenAtRest(trx, task.request_id, now);
    if (atRest) await dropLinks(trx, task.request_id);
    return { taken, atRest };
  });
  if (!concluded.taken) return false;
  context.pollPlan?.forget(task.id);
  context.log.info({ taskId: task.id, requestId: task.request_id, ...conclusion }, 'task ended');
  context.observer?.onEnd(task, conclusion, now);
  if (concluded.atRest) context.display.deliver(task.request_id);
  return true;
}

/** In the day of its admission, as the server's time zone has it. */
async function countUsage(
  trx: Transaction<Database>,
  context: EndingContext,
  task: TaskRow,
  conclusion: Conclusion,
): Promise<void> {
  const { account_id, guild_id, kind } = await placeOfRequest(trx, task.request_id);
  const { time_zone: timeZone } = await settingsOf(trx, guild_id);
  await addUsage(trx, {
    guild_id: usagePlace(guild_id),
    day: context.budgetRules.calendarOf(timeZone).dayName(task.admitted_at),
    account_id,
    model: task.model,
    kind,
    pictures: conclusion.state === 'completed' ? 1 : 0,
    failures: conclusion.state === 'failed' ? 1 : 0,
    spent_micros: ('cost' in conclusion && conclusion.cost?.costMicros) || 0,
  });
  if (conclusion.state === 'completed' && !conclusion.cost.estimated)
    context.costs.add({ model: task.model, kind, micros: conclusion.cost.costMicros });
}

const reasonOf = (conclusion: Conclusion): string => ('failure' in conclusion ? conclusion.failure : conclusion.state);

function columnsOf(conclusion: Conclusion) {
  switch (conclusion.state) {
    case 'completed':
      return { picture_id: conclusion.pictureId, progress: 1, ...costColumns(conclusion.cost) };
    case 'failed':
      return {
        failure: conclusion.failure,
        failure_detail: conclusion.detail ?? null,
        ...(conclusion.cost ? costColumns(conclusion.cost) : {}),
      };
    case 'unconfirmed':
      return { failure: 'unconfirmed' satisfies Failure, failure_detail: conclusion.detail };
    default:
      return {};
  }
}

const costColumns = ({ costMicros, estimated }: Cost) => ({
  cost_micros: costMicros,
  cost_estimated: estimated ? 1 : 0,
});
