// What the end of a task writes beside its state: its ledger entry, and the usage it counts as.

import type { Transaction } from 'kysely';
import { release, settle } from '../../../billing/ledger/ledger.store.ts';
import { addUsage, usagePlace } from '../../../billing/usage/usage-days.store.ts';
import type { WallMs } from '../../../clock.ts';
import { settingsOf } from '../../../servers/settings.store.ts';
import type { RequestRow, TaskRow } from '../../../store/request-tables.ts';
import type { Database } from '../../../store/schema.ts';
import type { EndingContext } from '../context.ts';
import type { Conclusion } from './conclusion.ts';

type Trx = Transaction<Database>;

/** A task and its request, both locked, and how the task ends. */
export interface Ending {
  task: TaskRow;
  request: RequestRow;
  end: Conclusion;
  at: WallMs;
}

/** The ledger entry of an end, and the usage it counts as. An unconfirmed task stays reserved. */
export async function bookEnd(trx: Trx, context: EndingContext, ending: Ending): Promise<void> {
  const { task, end, at } = ending;
  if (end.state === 'unconfirmed') return;
  const cost = 'cost' in end ? end.cost : undefined;
  // A moderator may have given member and server theirs back already.
  const reach = task.released_here_at === null ? 'all' : 'host';
  if (cost) {
    const images = end.state === 'completed' ? 1 : 0;
    await settle(trx, { taskId: task.id, reach, ...cost, images, at, reason: end.state });
  } else {
    const actorAccountId = end.state === 'cancelled' ? end.actorAccountId : null;
    const reason = 'failure' in end ? end.failure : end.state;
    await release(trx, { taskId: task.id, reach, at, reason, actorAccountId });
  }
  if (reach === 'all' && (cost || end.state === 'failed')) await countUsage(trx, context, ending);
}

/** In the day of its admission, as the server's time zone has it. */
async function countUsage(trx: Trx, context: EndingContext, { task, request, end }: Ending): Promise<void> {
  const { account_id, guild_id, kind } = request;
  const { time_zone: timeZone } = await settingsOf(trx, guild_id);
  const spentMicros = ('cost' in end && end.cost?.costMicros) || 0;
  const failedMicros = end.state === 'failed' ? spentMicros : 0;
  await addUsage(trx, {
    guild_id: usagePlace(guild_id),
    day: context.budgetRules.calendarOf(timeZone).dayName(task.admitted_at),
    account_id,
    model: task.model,
    kind,
    images: end.state === 'completed' ? 1 : 0,
    failures: end.state === 'failed' ? 1 : 0,
    charged_failures: failedMicros > 0 ? 1 : 0,
    spent_micros: spentMicros,
    failed_micros: failedMicros,
  });
  if (end.state === 'completed' && !end.cost.estimated)
    context.costs.add({ model: task.model, kind, micros: end.cost.costMicros, at: context.steadyNow() });
}
