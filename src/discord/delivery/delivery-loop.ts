// The screen side of tasks: progress edits while they run, and final messages that are tried until
// they are shown.

import { setTimeout as sleepFor } from 'node:timers/promises';
import { Routes } from 'discord.js';
import type { RequestRow } from '../../store/request-tables.ts';
import type { Display } from '../../tasks/lifecycle/context.ts';
import { retryOnStorageError } from '../../tasks/lifecycle/retry-storage.ts';
import { isOpen } from '../../tasks/requests/task-states.ts';
import { isAnswer, isBlockedByAutoMod, isInvalidToken, isPassing, isUnknownWebhook } from '../api/discord-error.ts';
import { renderRequest } from '../rendering/render-request.ts';
import { confirmShown } from './confirm-shown.ts';
import { type DeliveryOutcome, deliverRequest } from './deliver-request.ts';
import { hasOwnVoice, isTokenOver, liveToken } from './delivery-methods.ts';
import type { DisplayContext } from './display-context.ts';
import { createRounds } from './due-rounds.ts';
import { copyDueToFeed } from './moderator-feed.ts';
import { createProgressEditor, type ProgressEdit } from './progress-throttle.ts';
import { removeDueMessages } from './remove-messages.ts';
import { giveUpShowing } from './undelivered-result.ts';

export interface DiscordDisplay extends Display {
  /** Takes up the deliveries that are due from an earlier run. */
  start(): void;
  /** Resolves once no delivery is under way any more, or after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
/** How often a place that is closed is looked at. */
const CLOSED_RETRY_MS = 5 * 60_000;
/**
 * Passing trouble that lasts longer than this many tries (about a day) is not passing: history
 * keeps the image.
 */
const MOST_ATTEMPTS = 1_500;
/** By then an edit that lost its answer has arrived, or never will. */
const CONFIRM_AFTER_MS = 10_000;
const MOST_CONFIRMATIONS = 5;
const DELIVERIES_AT_ONCE = 50;
const BETWEEN_BATCHES_MS = 100;

/** @param confirmAfterMs how long after its delivery a result that may not have arrived is looked at once more */
export function createDisplay(
  context: DisplayContext,
  { confirmAfterMs = CONFIRM_AFTER_MS }: { confirmAfterMs?: number } = {},
): DiscordDisplay {
  const underWay = new Map<string, Promise<void>>();
  const withoutPrompt = new Set<string>();
  const confirmations = new Set<NodeJS.Timeout>();
  const progress = createProgressEditor(
    (requestId) => editProgress(context, requestId, withoutPrompt),
    context.steadyNow,
  );
  const { log } = context;
  const removeDue = async () => {
    await removeDueMessages(context);
  };
  const remover = createRounds(removeDue, log, 'messages of deleted results not removed');
  const feeder = createRounds(() => copyDueToFeed(context), log, 'results not copied to the feed');
  let timer: NodeJS.Timeout | undefined;
  let started = false;
  let stopped = false;

  const deliver = (requestId: string) => {
    // Until then the bot's own id is not known; what is due is taken up at the start.
    if (!started || stopped || underWay.has(requestId)) return;
    const job = attempt(requestId).finally(() => {
      underWay.delete(requestId);
      void planNext();
    });
    underWay.set(requestId, job);
  };

  const confirmLater = (requestId: string, attempts = 0) => {
    const confirming = setTimeout(
      () => {
        confirmations.delete(confirming);
        confirmOnce(requestId).catch((error: unknown) => {
          context.log.info({ requestId, err: error }, 'shown message not confirmed');
          if (attempts < MOST_CONFIRMATIONS && !stopped) confirmLater(requestId, attempts + 1);
        });
      },
      confirmAfterMs * 2 ** attempts,
    );
    confirmations.add(confirming);
  };

  const attempt = async (requestId: string) => {
    try {
      if (!(await progress.finish(requestId))) await context.deliveries.markProgressUnknown(requestId);
      withoutPrompt.delete(requestId);
      const outcome = await deliverRequest(context, requestId);
      if (outcome !== 'done') await postpone(context, requestId, outcome);
      else if ((await context.deliveries.toConfirm(requestId)).length > 0) confirmLater(requestId);
    } catch (error) {
      context.log.error({ requestId, err: error }, 'delivery failed unexpectedly');
      await postpone(context, requestId).catch((failure: unknown) =>
        context.log.error({ requestId, err: failure }, 'delivery not rescheduled'),
      );
    }
  };

  /** Throws what passes. */
  const confirmOnce = async (requestId: string) => {
    const isDue = await confirmShown(context, requestId).catch((error: unknown) => {
      if (isPassing(error)) throw error;
      context.log.info({ requestId, err: error }, 'shown message cannot be read');
      return false;
    });
    await context.deliveries.endConfirmation(requestId);
    if (isDue) deliver(requestId);
  };

  const confirmEarlier = async () => {
    await context.deliveries.markLastProgressUnknown();
    for (const requestId of await context.deliveries.toConfirm()) confirmLater(requestId);
  };

  const takeDue = async () => {
    const due = await context.deliveries.due(DELIVERIES_AT_ONCE);
    for (const requestId of due) if (underWay.size < DELIVERIES_AT_ONCE) deliver(requestId);
  };

  const planNext = async () => {
    clearTimeout(timer);
    if (stopped) return;
    const dueAt = await context.deliveries.nextDueAt().catch(() => context.steadyNow() + LONGEST_RETRY_MS);
    if (dueAt === undefined || stopped) return;
    clearTimeout(timer);
    timer = setTimeout(
      () => void takeDue().then(planWhenIdle, planWhenIdle),
      Math.max(dueAt - context.steadyNow(), BETWEEN_BATCHES_MS),
    );
  };
  const planWhenIdle = () => (underWay.size === 0 ? planNext() : undefined);

  return {
    showProgress: (requestId) => {
      if (!underWay.has(requestId)) progress.show(requestId);
    },
    deliver,
    copyToFeed(requestId) {
      if (!started || stopped) return;
      copyDueToFeed(context, requestId).catch((error: unknown) =>
        log.error({ requestId, err: error }, 'result not copied to the feed'),
      );
    },
    start() {
      started = true;
      const startedAt = context.steadyNow();
      void retryOnStorageError(context, () => context.messages.endLastRunUnknown(startedAt))
        .catch((error: unknown) => context.log.error({ err: error }, 'messages of the last run not marked'))
        .then(() => remover.start());
      void retryOnStorageError(context, () => context.feed.release(startedAt))
        .catch((error: unknown) => log.error({ err: error }, 'copies of the last run not released'))
        .then(() => feeder.start());
      retryOnStorageError(context, confirmEarlier).catch((error: unknown) =>
        log.error({ err: error }, 'no second look at results'),
      );
      void takeDue().then(planWhenIdle, planWhenIdle);
    },
    async stop(graceMs) {
      progress.stop();
      for (const confirming of confirmations) clearTimeout(confirming);
      const waiting = new AbortController();
      await Promise.race([
        Promise.allSettled([...underWay.values(), remover.stop(), feeder.stop()]),
        sleepFor(graceMs, undefined, { signal: waiting.signal }),
      ]);
      waiting.abort();
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** @returns whether there still was a way */
async function sendProgress(context: DisplayContext, request: RequestRow, body: object): Promise<boolean> {
  const token = liveToken(request, context.steadyNow());
  if (token !== undefined) {
    const route = Routes.webhookMessage(request.application_id, token, '@original');
    await context.webhookProgress.patch(route, { body, auth: false }).catch(async (error: unknown) => {
      if (isTokenOver(error, request, context.steadyNow())) await context.deliveries.forgetToken(request.id, token);
      throw error;
    });
  } else if (hasOwnVoice(request) && request.message_id !== null) {
    await context.botProgress.patch(Routes.channelMessage(request.channel_id, request.message_id), { body });
  } else return false;
  return true;
}

async function postpone(
  context: DisplayContext,
  requestId: string,
  why: Exclude<DeliveryOutcome, 'done'> = 'later',
): Promise<void> {
  const view = await context.requests.find(requestId);
  // Whoever deletes it takes the due time away.
  if (!view || view.request.delivery_due_at === null) return;
  const attempts = view.request.delivery_attempts + 1;
  const laterMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_RETRY_MS);
  const askedMs = typeof why === 'object' ? why.waitMs : 0;
  const waitMs = why === 'when-open' ? CLOSED_RETRY_MS : Math.max(laterMs, askedMs);
  if (attempts < MOST_ATTEMPTS) return context.deliveries.postpone(view.request, context.steadyNow() + waitMs);
  await giveUpShowing(context, view);
  await context.deliveries.markEnded(view.request);
}

const ENDED: ProgressEdit = { moves: false, isAnswered: true };

/**
 * Brings a working message up to date by its token. Nice to have: what goes wrong is left to the
 * next edit.
 */
async function editProgress(
  context: DisplayContext,
  requestId: string,
  withoutPrompt: Set<string>,
): Promise<ProgressEdit> {
  try {
    const view = await context.requests.find(requestId);
    if (!view || view.request.delivery_due_at !== null || view.request.delivered_at !== null) return ENDED;
    // Its tasks are read after it and may have ended in between: their end is for its delivery to
    // show.
    if (!view.tasks.some(isOpen)) return ENDED;
    const renderContext = {
      language: context.languageOf(view.request.locale),
      durations: context.durations,
      steadyNow: context.steadyNow(),
      placesInQueue: await context.queue.placesOf(view.tasks),
      hidePrompt: withoutPrompt.has(requestId),
    };
    const { images: _none, ...body } = renderRequest(view, renderContext);
    if (!(await sendProgress(context, view.request, body))) return ENDED;
    const moves = view.tasks.some((task) => task.state === 'running' && task.late_notice_at === null);
    return { moves, isAnswered: true };
  } catch (error) {
    if (isBlockedByAutoMod(error)) withoutPrompt.add(requestId);
    context.log.debug({ requestId, err: error }, 'progress not shown');
    const isAnswered = isAnswer(error);
    // Stored at once, since the edit may arrive after a restart; where that fails, the result's
    // delivery stores it.
    if (!isAnswered) await context.deliveries.markProgressUnknown(requestId).catch(() => undefined);
    // A dead token is known to be dead by now: the next edit takes another way, where there is one.
    const moves = isPassing(error) || isBlockedByAutoMod(error) || isInvalidToken(error) || isUnknownWebhook(error);
    return { moves, isAnswered };
  }
}
