// Ending a task, and what it cost.
import { parseCostMicros } from '../../../billing/money.ts';
import type { TaskRow, TaskState } from '../../../store/request-tables.ts';
import type { EndingContext, TaskContext } from '../context.ts';
import { transition } from '../transition.ts';
import type { Conclusion, Cost } from './conclusion.ts';

/**
 * The cost as the provider reported it, with this end or before; a completed task without a usable
 * report is charged at the list price.
 * @param answered what the provider reported with this end
 */
export function settledCost(context: TaskContext, task: TaskRow, answered: string | undefined): Cost {
  const { prices } = context;
  const costText = reportedCost(task, answered);
  if (costText === undefined) {
    // A model may have left the list since.
    const listed = prices.models.includes(task.model) ? prices.priceMicros(task.model) : task.estimate_micros;
    return { costMicros: listed, estimated: true, costText: null };
  }
  return { costMicros: parseCostMicros(costText), estimated: false, costText };
}

/**
 * What the provider reported last. An answer without a cost does not take a reported charge back,
 * not even where it calls the task failed: only a report of another cost does, such as "0".
 */
export const reportedCost = (task: TaskRow, answered: string | undefined): string | undefined =>
  answered ?? task.reported_cost_text ?? undefined;

/**
 * Ends a task in one transaction with its ledger entry.
 * @param task only its id and the lease under which it is ended are looked at: everything else is
 * read anew
 * @param from the states it may be ended from
 * @returns whether this call ended it: false where somebody else was first, and nothing has
 * changed.
 */
export async function concludeTask(
  context: EndingContext,
  { id, lease_token: leaseToken }: Pick<TaskRow, 'id' | 'lease_token'>,
  from: readonly TaskState[],
  conclusion: Conclusion,
): Promise<boolean> {
  return (await transition(context, id, { from, leaseToken }, conclusion)) !== undefined;
}
