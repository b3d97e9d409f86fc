// Admission: one transaction that checks every limit and budget, writes the request and its tasks, and reserves their cost.

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { accountOf } from '../../accounts/accounts.store.ts';
import { cancelForgetRequest } from '../../accounts/delete-user-content.store.ts';
import { type BudgetDenial, type BudgetState, type Coverage, checkBudgets } from '../../billing/budgets.ts';
import { reserve } from '../../billing/ledger.store.ts';
import { type Notice, takeNotices } from '../../billing/notices.store.ts';
import { lockScopes } from '../../billing/scope-locks.store.ts';
import type { SteadyMs, WallMs } from '../../clock.ts';
import { extendRetention } from '../../media/images.store.ts';
import { type ActiveBlock, findBlock } from '../../servers/blocks.store.ts';
import { settingsOf } from '../../servers/settings.store.ts';
import type { NewRequestRow, NewTaskRow } from '../../store/request-tables.ts';
import type { Database } from '../../store/schema.ts';
import type { InputSource } from '../requests/input-source.ts';
import { insertInputs } from '../requests/inputs.store.ts';
import type { PlannedTask } from '../requests/request-options.ts';
import { insertRequest, isKnownKey } from '../requests/requests.store.ts';
import { countOpenTasks, insertTask } from '../requests/tasks.store.ts';
import type { TaskContext } from './context.ts';

/** What a person asks for, checked as far as it can be without the database. */
export interface Wish {
  /** The interaction's or message's id. */
  key: string;
  userId: string;
  /** The server whose budgets apply: one in which the bot is installed. */
  guildId: string | null;
  /** The member's roles there. */
  roleIds: readonly string[];
  channelId: string;
  kind: NewRequestRow['kind'];
  prompt: string;
  /** What the person chose, kept for showing and for asking again. */
  options: Readonly<Record<string, unknown>>;
  locale: string;
  isPrivate: boolean;
  applicationId: string;
  /** What the answer is edited by; a chat message is answered by a message of the bot's own instead. */
  answeredBy: { interactionToken: string; tokenExpiresAt: SteadyMs } | { sourceMessageId: string };
  uploadLimitBytes: number;
  /** The task whose picture this starts from, or is drawn again from. */
  parentTaskId?: string | undefined;
  inputs: readonly InputSource[];
  tasks: readonly PlannedTask[];
}

export type Denial =
  | BudgetDenial
  | ({ rule: 'blocked' } & ActiveBlock)
  | { rule: 'member-concurrency' | 'server-concurrency'; limit: number; open: number; wanted: number };

export type Admission =
  | { outcome: 'admitted'; requestId: string; notices: Notice[] }
  | { outcome: 'denied'; denial: Denial }
  /** The same event arrived twice: its first arrival is being served. */
  | { outcome: 'repeated' }
  /** A picture that it starts from is no longer kept. */
  | { outcome: 'input-gone' };

/** Admits `wish` or says why not. Nothing is submitted before the request is also acknowledged. */
export function admit(context: TaskContext, wish: Wish): Promise<Admission> {
  const now = context.now();
  const steadyNow = context.steadyNow();
  return context.db.transaction().execute(async (trx): Promise<Admission> => {
    const accountId = await accountOf(trx, wish.userId, now);
    await lockScopes(trx, accountId, wish.guildId);
    // Behind the locks, so that the same event twice at the same time is seen too.
    if (await isKnownKey(trx, wish.key)) return { outcome: 'repeated' };
    const verdict = await examine(trx, context, wish, { accountId, at: now });
    if ('denial' in verdict) return { outcome: 'denied', denial: verdict.denial };
    // Whatever was seen of them before may have been swept since.
    const kept = wish.inputs.flatMap((input) => ('pictureId' in input ? [input.pictureId] : []));
    if (!(await extendRetention(trx, kept, context.pictures.chainEndsAt()))) return { outcome: 'input-gone' };
    await cancelForgetRequest(trx, accountId);
    const requestId = randomBytes(8).toString('hex');
    await insertRequest(trx, toRequestRow(wish, requestId, accountId, now));
    await insertInputs(trx, requestId, wish.inputs);
    let { coverage } = verdict;
    for (const [index, task] of wish.tasks.entries()) {
      const row = toTaskRow(task, { requestId, key: wish.key, number: index + 1, now, steadyNow });
      await insertTask(trx, row);
      const covered = coverage && { ...coverage, micros: Math.min(coverage.micros, task.estimateMicros) };
      if (coverage && covered) coverage = { ...coverage, micros: coverage.micros - covered.micros };
      await reserve(trx, {
        taskId: row.id,
        accountId,
        guildId: wish.guildId,
        amountMicros: task.estimateMicros,
        coverage: covered && covered.micros > 0 ? covered : undefined,
        at: now,
        reason: wish.kind,
      });
    }
    const spender = { accountId, guildId: wish.guildId };
    const notices = await takeNotices(trx, spender, verdict.states, expenseOf(wish));
    return { outcome: 'admitted', requestId, notices };
  });
}

async function examine(
  trx: Kysely<Database>,
  { limits, budgetRules }: TaskContext,
  wish: Wish,
  { accountId, at }: { accountId: number; at: WallMs },
): Promise<{ denial: Denial } | { coverage: Coverage | undefined; states: BudgetState[] }> {
  const block = wish.guildId === null ? undefined : await findBlock(trx, wish.guildId, accountId, at);
  if (block) return { denial: { rule: 'blocked', ...block } };
  const crowd = await checkConcurrency(trx, limits, { accountId, guildId: wish.guildId, wanted: wish.tasks.length });
  if (crowd) return { denial: crowd };
  const { guildId, roleIds } = wish;
  const spender = { accountId, guildId, roleIds, at, rules: budgetRules };
  const verdict = await checkBudgets(trx, spender, expenseOf(wish));
  return verdict.allowed ? { coverage: verdict.coverage, states: verdict.states } : { denial: verdict.denial };
}

type ConcurrencyLimits = Pick<TaskContext['limits'], 'maxConcurrentPerMember' | 'maxConcurrentPerServer'>;

/** @returns the limit of images at once that `wanted` more would exceed; undefined where none does */
export async function checkConcurrency(
  db: Kysely<Database>,
  limits: ConcurrencyLimits,
  { accountId, guildId, wanted }: { accountId: number; guildId: string | null; wanted: number },
): Promise<Denial | undefined> {
  const settings = await settingsOf(db, guildId);
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

const expenseOf = ({ tasks }: Wish) => ({
  costMicros: tasks.reduce((sum, { estimateMicros }) => sum + estimateMicros, 0),
  pictures: tasks.length,
});

const toRequestRow = (wish: Wish, id: string, accountId: number, now: WallMs): NewRequestRow => ({
  id,
  key: wish.key,
  account_id: accountId,
  guild_id: wish.guildId,
  channel_id: wish.channelId,
  kind: wish.kind,
  prompt: wish.prompt,
  options: JSON.stringify(wish.options),
  locale: wish.locale,
  created_at: now,
  is_private: wish.isPrivate ? 1 : 0,
  application_id: wish.applicationId,
  parent_task_id: wish.parentTaskId ?? null,
  ...('sourceMessageId' in wish.answeredBy
    ? { interaction_token: null, token_expires_at: 0, source_message_id: wish.answeredBy.sourceMessageId }
    : { interaction_token: wish.answeredBy.interactionToken, token_expires_at: wish.answeredBy.tokenExpiresAt }),
  upload_limit_bytes: wish.uploadLimitBytes,
  delivery_attempts: 0,
});

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
