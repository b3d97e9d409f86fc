// Admission: one transaction that checks every limit and budget, writes the request and its tasks,
// and reserves their cost.

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { accountOf } from '../../accounts/accounts.store.ts';
import { cancelForgetRequest } from '../../accounts/delete-user-content.store.ts';
import { type BudgetDenial, type BudgetState, type Coverage, checkBudgets } from '../../billing/budgets.ts';
import { reserve } from '../../billing/ledger/ledger.store.ts';
import { type Notice, takeNotices } from '../../billing/notices.store.ts';
import { lockScopes } from '../../billing/scope-locks.store.ts';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { extendRetention } from '../../media/images.store.ts';
import { type ActiveBlock, findBlock } from '../../servers/blocks.store.ts';
import { type ServerSettings, settingsOf } from '../../servers/settings.store.ts';
import type { NewRequestRow, NewTaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { PlannedRequest } from '../requests/generation-request.ts';
import { parentOf } from '../requests/input-source.ts';
import { insertInputs } from '../requests/inputs.store.ts';
import type { PlannedTask } from '../requests/request-options.ts';
import { insertRequest, isKnownKey } from '../requests/requests.store.ts';
import { takenAway } from '../requests/taken-away.store.ts';
import { countOpenTasks, insertTask } from '../requests/tasks.store.ts';
import type { TaskContext } from './context.ts';

export type Denial =
  | BudgetDenial
  | ({ rule: 'blocked' } & ActiveBlock)
  | { rule: 'member-concurrency' | 'server-concurrency'; limit: number; open: number; wanted: number };

export type Admission =
  | { outcome: 'admitted'; requestId: string; notices: Notice[] }
  | { outcome: 'denied'; denial: Denial }
  /** The same event arrived twice: its first arrival is being served. */
  | { outcome: 'repeated' }
  /** An image that it starts from is no longer kept. */
  | { outcome: 'input-gone' };

/**
 * Admits `planned` or says why not. Nothing is submitted before the request is also acknowledged.
 */
export function admit(context: TaskContext, planned: PlannedRequest): Promise<Admission> {
  const { request, origin, tasks } = planned;
  const now = context.now();
  const steadyNow = context.steadyNow();
  return context.db.transaction().execute(async (trx): Promise<Admission> => {
    const accountId = await accountOf(trx, origin.userId, now);
    await lockScopes(trx, accountId, origin.guildId);
    // Behind the locks, so that the same event twice at the same time is seen too.
    if (await isKnownKey(trx, origin.key)) return { outcome: 'repeated' };
    const verdict = await examine(trx, context, planned, { accountId, at: now });
    if ('denial' in verdict) return { outcome: 'denied', denial: verdict.denial };
    // Whatever was seen of them before may have been swept or taken away since.
    const kept = request.inputs.flatMap((input) => ('imageId' in input ? [input.imageId] : []));
    if ((await takenAway(trx, kept)).length > 0) return { outcome: 'input-gone' };
    if (!(await extendRetention(trx, kept, context.images.chainEndsAt()))) return { outcome: 'input-gone' };
    await cancelForgetRequest(trx, accountId);
    const requestId = randomBytes(8).toString('hex');
    await insertRequest(trx, toRequestRow(planned, requestId, accountId, now));
    await insertInputs(trx, requestId, request.inputs);
    const shares = splitCoverage(verdict.coverage, tasks);
    for (const [index, task] of tasks.entries()) {
      const row = toTaskRow(task, { requestId, key: origin.key, number: index + 1, now, steadyNow });
      await insertTask(trx, row);
      await reserve(trx, {
        taskId: row.id,
        accountId,
        guildId: origin.guildId,
        amountMicros: task.estimateMicros,
        coverage: shares[index],
        at: now,
        reason: request.kind,
      });
    }
    const spender = { accountId, guildId: origin.guildId };
    const notices = await takeNotices(trx, spender, verdict.states, expenseOf(planned));
    return { outcome: 'admitted', requestId, notices };
  });
}

/**
 * What a grant pays of each task: the first ones wholly, as far as it reaches.
 * @returns undefined for a task that it pays nothing of
 */
export function splitCoverage(
  coverage: Coverage | undefined,
  tasks: readonly { estimateMicros: number }[],
): (Coverage | undefined)[] {
  let leftMicros = coverage?.micros ?? 0;
  return tasks.map(({ estimateMicros }) => {
    const micros = Math.min(leftMicros, estimateMicros);
    leftMicros -= micros;
    return coverage && micros > 0 ? { ...coverage, micros } : undefined;
  });
}

async function examine(
  trx: Kysely<Database>,
  { limits, budgetRules }: TaskContext,
  planned: PlannedRequest,
  { accountId, at }: { accountId: number; at: WallMs },
): Promise<{ denial: Denial } | { coverage: Coverage | undefined; states: BudgetState[] }> {
  const { guildId, roleIds } = planned.origin;
  const block = guildId === null ? undefined : await findBlock(trx, guildId, accountId, at);
  if (block) return { denial: { rule: 'blocked', ...block } };
  // Read anew: they may have changed since the interaction came in.
  const settings = await settingsOf(trx, guildId);
  const busy = await checkConcurrency(trx, limits, { accountId, guildId, settings, wanted: planned.tasks.length });
  if (busy) return { denial: busy };
  const spender = { accountId, guildId, roleIds, at, rules: budgetRules, settings };
  const verdict = await checkBudgets(trx, spender, expenseOf(planned));
  return verdict.allowed ? { coverage: verdict.coverage, states: verdict.states } : { denial: verdict.denial };
}

type ConcurrencyLimits = Pick<TaskContext['limits'], 'maxConcurrentPerMember' | 'maxConcurrentPerServer'>;

interface ConcurrencyQuestion {
  accountId: number;
  guildId: string | null;
  /** The server's. */
  settings: ServerSettings;
  /** Images asked for. */
  wanted: number;
}

/**
 * @returns the limit of images at once that `wanted` more would exceed; undefined where none does
 */
export async function checkConcurrency(
  db: Kysely<Database>,
  limits: ConcurrencyLimits,
  { accountId, guildId, settings, wanted }: ConcurrencyQuestion,
): Promise<Denial | undefined> {
  const perMember = Math.min(limits.maxConcurrentPerMember, settings.concurrent_per_member ?? Number.POSITIVE_INFINITY);
  const ofMember = await countOpenTasks(db, { accountId });
  if (ofMember + wanted > perMember) {
    return { rule: 'member-concurrency', limit: perMember, open: ofMember, wanted };
  }
  const perServer = Math.min(
    limits.maxConcurrentPerServer ?? Number.POSITIVE_INFINITY,
    settings.concurrent ?? Number.POSITIVE_INFINITY,
  );
  if (guildId !== null && Number.isFinite(perServer)) {
    const ofServer = await countOpenTasks(db, { guildId });
    if (ofServer + wanted > perServer) {
      return { rule: 'server-concurrency', limit: perServer, open: ofServer, wanted };
    }
  }
  return undefined;
}

const expenseOf = ({ tasks }: PlannedRequest) => ({
  costMicros: tasks.reduce((sum, { estimateMicros }) => sum + estimateMicros, 0),
  images: tasks.length,
});

function toRequestRow({ request, origin }: PlannedRequest, id: string, accountId: number, now: WallMs): NewRequestRow {
  const { kind, options, inputs } = request;
  const { answeredBy } = origin;
  return {
    id,
    key: origin.key,
    account_id: accountId,
    guild_id: origin.guildId,
    channel_id: origin.channelId,
    kind,
    prompt: options.parameters.prompt,
    options: JSON.stringify(options),
    locale: origin.locale,
    member_locale: origin.memberLocale ?? null,
    created_at: now,
    is_private: options.isPrivate ? 1 : 0,
    application_id: origin.applicationId,
    parent_task_id: request.parentTaskId ?? parentOf(inputs) ?? null,
    ...('sourceMessageId' in answeredBy
      ? { interaction_token: null, token_expires_at: 0, source_message_id: answeredBy.sourceMessageId }
      : { interaction_token: answeredBy.interactionToken, token_expires_at: answeredBy.tokenExpiresAt }),
    upload_limit_bytes: origin.uploadLimitBytes,
    delivery_attempts: 0,
  };
}

/** Which one it is of which request, and when that is admitted. */
interface TaskPlace {
  requestId: string;
  /** The request's. */
  key: string;
  /** From 1 on. */
  number: number;
  now: WallMs;
  steadyNow: SteadyMs;
}

const toTaskRow = (task: PlannedTask, { requestId, key, number, now, steadyNow }: TaskPlace) =>
  ({
    id: `${requestId}-${number}`,
    request_id: requestId,
    key: `${key}:${number}`,
    state: 'admitted',
    model: task.model,
    params: JSON.stringify(task.params),
    seed: task.seed,
    estimate_micros: task.estimateMicros,
    admitted_at: now,
    admitted_steady: steadyNow,
    submit_attempts: 0,
    polls: 0,
    poll_failures: 0,
    cost_estimated: 0,
  }) satisfies NewTaskRow;
