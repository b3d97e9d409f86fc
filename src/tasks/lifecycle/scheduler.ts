// The one loop that moves tasks: due times stand in the database, a single timer sleeps until the
// next of them.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleepFor } from 'node:timers/promises';
import type { SteadyMs } from '../../clock.ts';
import type { TaskRow } from '../../store/request-tables.ts';
import { requestsToPrepare } from '../requests/inputs.store.ts';
import {
  admittedSince,
  type Claim,
  changeTask,
  claimForPolling,
  countAtProvider,
  LEASE_MS,
  lapsedSubmissions,
  nextDueAt,
} from '../requests/tasks.store.ts';
import { claimForSubmission, oldestQueuedSince, queuedButStopped, queuedSince } from '../scheduling/queue.store.ts';
import { dropAndTell } from './acknowledge.ts';
import type { TaskContext } from './context.ts';
import { concludeTask } from './ending/conclude.ts';
import { STOPPED_BY } from './ending/stop-transitions.ts';
import { createTaskIsolation } from './isolate.ts';
import { createQueueNotices } from './queue-positions.ts';
import { pollTask } from './steps/poll.ts';
import { prepareInputs } from './steps/prepare-inputs.ts';
import { submitTask } from './steps/submit.ts';
import { transition } from './transition.ts';

/**
 * Requests whose input images are fetched at once: decoding a large one takes a quarter of a
 * gigabyte.
 */
const PREPARATIONS_AT_ONCE = 3;
/**
 * Paid calls and polls under way at once, each for themselves: where all of one hang, the others
 * still move.
 */
const SUBMISSIONS_AT_ONCE = 200;
const POLLS_AT_ONCE = 200;
/** Where much happens, a round takes what has gathered since the last. */
const BETWEEN_ROUNDS_MS = 20;
/** Even an idle loop looks this often, should a wake-up ever be missed. */
const LONGEST_SLEEP_MS = 5_000;
/**
 * Whatever became of the first answer, by now it is known; a request that still waits for it could
 * not be stored.
 */
const UNANSWERED_MS = 10 * 60 * 1000;
/** The id of no task: whatever is answered, the provider does answer. */
const NO_TASK = 'none';
/** After something of ours broke, such as a locked database. */
const RECOVERY_MS = 1_000;

export interface Scheduler {
  /** Something may be due: look now. */
  wake(): void;
  /**
   * Submits nothing new, polls on, and resolves once nothing is at the provider any more, or after
   * `graceMs`.
   */
  stop(graceMs: number): Promise<void>;
}

export function startScheduler(context: TaskContext): Scheduler {
  const submissions = new Set<Promise<void>>();
  const polls = new Set<Promise<void>>();
  const preparing = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let ticking = false;
  let wakeAgain = false;
  let restsUntil = 0;
  let draining = false;
  let stopped = false;
  const { promise: drained, resolve: resolveDrained } = Promise.withResolvers<void>();

  const showQueue = createQueueNotices(context);
  const isolation = createTaskIsolation(context);

  const run = (
    underWay: Set<Promise<void>>,
    task: TaskRow,
    work: (context: TaskContext, task: TaskRow) => Promise<void>,
  ) => {
    const job = work(context, task)
      .then(() => isolation.clear(task.id))
      .catch((error: unknown) => returnClaim(context, task, isolation.setAside(task.id, error)))
      .finally(() => {
        underWay.delete(job);
        wake();
      });
    underWay.add(job);
  };

  /**
   * What broke for a reason of ours is tried again by a later look; the queue's timeout ends it at
   * last.
   */
  const prepare = async (requestId: string) => {
    preparing.add(requestId);
    try {
      await prepareInputs(context, requestId);
    } catch (error) {
      context.log.error({ requestId, err: error }, 'preparing input images failed');
      await sleepFor(RECOVERY_MS);
    }
    preparing.delete(requestId);
    wake();
  };

  const startPreparing = async () => {
    for (const requestId of await requestsToPrepare(context.db, PREPARATIONS_AT_ONCE + preparing.size)) {
      if (preparing.size < PREPARATIONS_AT_ONCE && !preparing.has(requestId)) void prepare(requestId);
    }
  };

  const tick = async (now: SteadyMs) => {
    const claim = { token: randomUUID(), now, until: now + LEASE_MS };
    await isolation.forEach(await queuedButStopped(context.db, context.now()), (task) =>
      transition(context, task.id, { from: ['queued'] }, STOPPED_BY[task.stopReason]),
    );
    await isolation.forEach(await queuedSince(context.db, now - context.limits.queueTimeoutMs), (task) =>
      concludeTask(context, task, ['queued'], { state: 'failed', failure: 'queue-timeout' }),
    );
    await isolation.forEach(await admittedSince(context.db, now - UNANSWERED_MS), (task) => dropAndTell(context, task));
    await isolation.forEach(await lapsedSubmissions(context.db, now), (task) =>
      concludeTask(context, task, ['submitting'], { state: 'unconfirmed', detail: 'claim lapsed' }),
    );
    if (!draining) {
      await startPreparing();
      const room = SUBMISSIONS_AT_ONCE - submissions.size;
      for (const task of await claimTurns(context, claim, room)) run(submissions, task, submitTask);
    }
    void context.circuit.probe(() => context.provider.getTask(NO_TASK));
    await showQueue();
    const room = POLLS_AT_ONCE - polls.size;
    if (room <= 0) return;
    for (const task of await claimForPolling(context.db, { ...claim, limit: room })) run(polls, task, pollTask);
  };

  /** @param tickedAt what has become due since is due at once, not overlooked */
  const sleepMs = async (tickedAt: SteadyMs): Promise<number> => {
    const now = context.steadyNow();
    const due = (await nextDueAt(context.db, tickedAt)) ?? Number.POSITIVE_INFINITY;
    const queuedAt = await oldestQueuedSince(context.db);
    const timesOutAt = (queuedAt ?? Number.POSITIVE_INFINITY) + context.limits.queueTimeoutMs + 1;
    // One that should have timed out already could not be ended, and is set aside.
    const timeoutMs = timesOutAt > now ? timesOutAt - now : RECOVERY_MS;
    const restMs = context.limiter.restMs() || Number.POSITIVE_INFINITY;
    return Math.min(Math.max(Math.min(due - now, timeoutMs, restMs), 1), LONGEST_SLEEP_MS);
  };

  const loop = async () => {
    ticking = true;
    wakeAgain = false;
    let sleep = RECOVERY_MS;
    try {
      const tickedAt = context.steadyNow();
      await tick(tickedAt);
      const isIdle = submissions.size === 0 && polls.size === 0;
      if (draining && isIdle && (await countAtProvider(context.db)) === 0) resolveDrained();
      sleep = await sleepMs(tickedAt);
      if (wakeAgain) sleep = BETWEEN_ROUNDS_MS;
    } catch (error) {
      context.log.error({ err: error }, 'scheduler tick failed');
    }
    ticking = false;
    restsUntil = performance.now() + BETWEEN_ROUNDS_MS;
    if (!stopped) timer = setTimeout(wake, sleep);
  };

  const wake = () => {
    wakeAgain = ticking;
    if (stopped || ticking) return;
    clearTimeout(timer);
    const restMs = restsUntil - performance.now();
    if (restMs <= 0) void loop();
    else timer = setTimeout(wake, restMs);
  };

  wake();
  return {
    wake,
    async stop(graceMs) {
      draining = true;
      wake();
      const waiting = new AbortController();
      await Promise.race([drained, sleepFor(graceMs, undefined, { signal: waiting.signal })]);
      waiting.abort();
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Those whose turn it is: as many as there is room for, one to try a provider that did not answer,
 * none while it does not or asks to wait.
 */
async function claimTurns(context: TaskContext, claim: Claim, room: number): Promise<TaskRow[]> {
  const { circuit, limiter, db } = context;
  const state = circuit.state();
  if (state === 'open' || limiter.restMs() > 0) return [];
  const most = state === 'trying' ? Math.min(room, 1) : room;
  const due = await claimForSubmission(db, {
    ...claim,
    limit: limiter.limit(),
    most,
    submittedAt: context.now(),
    admittedSince: claim.now - context.limits.queueTimeoutMs,
  });
  if (state === 'trying' && due.length > 0) circuit.beginTry();
  return due;
}

/**
 * Work that failed for a reason of ours returns its claim, so that the task is polled again after
 * `waitMs`. Where the database takes nothing, as on a full disk, it tries on: a claim that only
 * lapses holds up its task, and a place at the provider, for minutes.
 */
async function returnClaim({ db, log, steadyNow }: TaskContext, task: TaskRow, waitMs: number): Promise<void> {
  const guard = { id: task.id, states: ['running'], leaseToken: task.lease_token } as const;
  while (steadyNow() < (task.lease_until ?? 0)) {
    try {
      await changeTask(db, guard, { lease_token: null, lease_until: null, due_at: steadyNow() + waitMs });
      return;
    } catch (failure) {
      log.error({ taskId: task.id, err: failure }, 'claim not returned, trying again');
      await sleepFor(RECOVERY_MS, undefined, { ref: false });
    }
  }
}
