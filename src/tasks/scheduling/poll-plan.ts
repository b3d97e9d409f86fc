// When to poll at a running task next: when its end is likely by what was learned of its model, or
// by its own progress where such reports are true.
import type { DurationEstimator } from './duration-estimator.ts';
import { createReportTrust, type Prediction, type ReportTrust, tenthOf } from './progress-trust.ts';

const SHORTEST_WAIT_MS = 250;
/**
 * Of all tasks together: where more are under way than this allows for, each is polled more rarely.
 */
const POLLS_PER_SECOND = 300;
/**
 * What a trusted report promises is checked a little before it is due: from so near, the end is
 * known to the tenth of a second.
 */
const CHECK_AT = 0.92;
/**
 * Reports are whole per cent, so a prediction may be half of one early: it waits a little longer.
 */
const REPORT_GRAIN = 0.006;
/**
 * Reports below say next to nothing; a task that is not done yet is never further than the last.
 */
const [LEAST_PROGRESS, MOST_PROGRESS] = [0.05, 0.99];
/**
 * Where there was no poll for longer than this many times what was known before, the end lies
 * anywhere.
 */
const WIDEST_GAP = 3;
/** A task that had ended by the first poll has probably not just ended. */
const EARLY_SHARE = 0.75;

export interface PollState {
  taskId: string;
  model: string;
  /** Milliseconds since the provider took the task. */
  elapsedMs: number;
}

export interface PollPlan {
  /** A task begins. @returns whole milliseconds until its first poll */
  begin(task: Omit<PollState, 'elapsedMs'>): number;
  /**
   * A task still runs.
   * @param poll with the provider's own report, 0 to 1
   * @returns whole milliseconds until the next poll, not counting what the provider's `Retry-After`
   * asks for
   */
  next(poll: PollState & { progress?: number | undefined }): number;
  /** A task was seen to have ended: what can be learned from it is. */
  end(poll: PollState): void;
  /** A task is over, however it ended. */
  forget(taskId: string): void;
}

/** What is known of a running task, in memory alone: after a restart it only teaches less. */
interface Watched {
  polledAtMs: number;
  /** By tenths of the way, the newest each. */
  predictions: Map<number, Prediction>;
}

export function createPollPlan(durations: DurationEstimator): PollPlan {
  const watched = new Map<string, Watched>();
  const trusts = new Map<string, ReportTrust>();

  const trustIn = (model: string): ReportTrust => {
    const trust = trusts.get(model) ?? createReportTrust();
    trusts.set(model, trust);
    return trust;
  };

  const slowdownFor = (model: string) =>
    Math.max(1, (watched.size * durations.pollsPerSecond(model)) / POLLS_PER_SECOND);

  const nextPollAtMs = ({ model, elapsedMs }: PollState, prediction: Prediction | undefined): number => {
    if (!prediction || !trustIn(model).isTrusted(prediction.progress))
      return durations.nextPollAtMs(model, elapsedMs, slowdownFor(model));
    const { predictedMs } = prediction;
    const checkMs = predictedMs * CHECK_AT;
    return elapsedMs < checkMs - SHORTEST_WAIT_MS ? checkMs : predictedMs * (1 + REPORT_GRAIN);
  };

  // The database takes no fractions.
  const waitMs = (poll: PollState, prediction?: Prediction) =>
    Math.ceil(Math.max(SHORTEST_WAIT_MS, nextPollAtMs(poll, prediction) - poll.elapsedMs));

  return {
    begin(task) {
      watched.set(task.taskId, { polledAtMs: 0, predictions: new Map() });
      return waitMs({ ...task, elapsedMs: 0 });
    },
    next(poll) {
      const { taskId, elapsedMs } = poll;
      const known = watched.get(taskId) ?? { polledAtMs: elapsedMs, predictions: new Map() };
      watched.set(taskId, known);
      known.polledAtMs = elapsedMs;
      const prediction = predict(poll);
      if (prediction) known.predictions.set(tenthOf(prediction.progress), prediction);
      return waitMs(poll, prediction);
    },
    end({ taskId, model, elapsedMs }) {
      const known = watched.get(taskId);
      watched.delete(taskId);
      if (!known) return;
      const { polledAtMs: afterMs, predictions } = known;
      if (afterMs > 0 && elapsedMs > afterMs * WIDEST_GAP) return;
      trustIn(model).judge(predictions.values(), afterMs, elapsedMs);
      durations.add(model, afterMs === 0 ? elapsedMs * EARLY_SHARE : (afterMs + elapsedMs) / 2);
    },
    forget: (taskId) => void watched.delete(taskId),
  };
}

function predict({ elapsedMs, progress = 0 }: PollState & { progress?: number | undefined }): Prediction | undefined {
  if (progress < LEAST_PROGRESS || elapsedMs <= 0) return undefined;
  const reached = Math.min(progress, MOST_PROGRESS);
  return { progress: reached, predictedMs: elapsedMs / reached };
}
