// What every part of a task's life is given: its tools, its limits and the way to the screen.

import type { Kysely } from 'kysely';
import type { BudgetRules } from '../../billing/budgets.ts';
import type { CostEstimator } from '../../billing/cost-estimator.ts';
import type { Clock } from '../../clock.ts';
import type { Image } from '../../media/image.ts';
import type { ImageStore } from '../../media/image-store.ts';
import type { Media } from '../../media/media.ts';
import type { Logger } from '../../ops/log.ts';
import type { PriceTable } from '../../providers/price-table.ts';
import type { ImageProvider } from '../../providers/vtrix/client.ts';
import type { Database } from '../../store/schema.ts';
import type { ProviderCircuit } from '../scheduling/circuit-breaker.ts';
import type { ProviderLimiter } from '../scheduling/concurrency-limiter.ts';
import type { DurationEstimator } from '../scheduling/duration-estimator.ts';
import type { PollPlan } from '../scheduling/poll-plan.ts';
import type { TaskObserver } from './observer.ts';

/** Shows requests to people. All return at once; the work behind them never throws. */
export interface Display {
  /** Something changed that is nice to see: may be skipped or merged with the next. */
  showProgress(requestId: string): void;
  /** A final state waits in `requests.delivery_due_at`: to be shown before any progress. */
  deliver(requestId: string): void;
  /** Copies of it wait in `feed_copies`. */
  copyToFeed(requestId: string): void;
}

/** Why the provider serves nobody here: only the operator can mend it. */
export type ProviderTrouble = 'bad-key' | 'no-balance';

export interface TaskLimits {
  /** Tasks of one member in admitted, queued, submitting or running. */
  maxConcurrentPerMember: number;
  maxConcurrentPerServer?: number | undefined;
  queueTimeoutMs: number;
  taskTimeoutMs: number;
  /**
   * How long the answer to a paid call is waited for before its member is told that it may be lost.
   */
  unconfirmedAfterMs: number;
}

export interface TaskContext extends Clock {
  db: Kysely<Database>;
  log: Logger;
  provider: ImageProvider;
  images: ImageStore;
  media: Media;
  /** Fetches a result's bytes; throws a typed error that says whether asking again makes sense. */
  downloadResult(url: string, signal?: AbortSignal): Promise<Image>;
  /** Fetches an input image and makes it ready for the model; throws an ImageError. */
  fetchInput(url: string): Promise<Image>;
  /**
   * How input images go to the provider: their bytes, or the links they came from where there are
   * such.
   */
  inputTransport: 'base64' | 'url';
  display: Display;
  durations: DurationEstimator;
  /** Says when to poll running tasks, and learns from their ends. */
  pollPlan: PollPlan;
  limiter: ProviderLimiter;
  /** Whether the provider answers at all; `provider` is watched by it. */
  circuit: ProviderCircuit;
  /** Tells the operator. */
  alarm: { raise(trouble: ProviderTrouble): void; clear(): void };
  budgetRules: BudgetRules;
  prices: PriceTable;
  /** Learns from what the provider charges. */
  costs: CostEstimator;
  limits: TaskLimits;
  observer?: TaskObserver;
  /** Something may be due: the scheduler looks now. */
  wake(): void;
}

/** The part of a task's context that its end needs. */
export type EndingContext = Pick<TaskContext, 'db' | 'log' | 'display' | 'observer' | keyof Clock> & {
  budgetRules: Pick<TaskContext['budgetRules'], 'calendarOf'>;
  costs: Pick<TaskContext['costs'], 'add'>;
  /** Where tasks are polled. */
  pollPlan?: Pick<TaskContext['pollPlan'], 'forget'>;
};
