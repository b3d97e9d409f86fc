// Whether a model's progress reports tell when its tasks end: learned for every tenth of the way
// apart, since reports may be true until they stall.

/** A report said that the task would end at `predictedMs` after its beginning. */
export interface Prediction {
  progress: number;
  predictedMs: number;
}

export interface ReportTrust {
  /** Whether such reports have been right lately. One alone proves nothing. */
  isTrusted(progress: number): boolean;
  /** The task that these were said of ended after `afterMs` and by `untilMs`. */
  judge(predictions: Iterable<Prediction>, afterMs: number, untilMs: number): void;
}

/** How much the newest verdict counts. */
const NEWEST_WEIGHT = 0.25;
/** Five right ones in a row are not yet enough, six are; one wrong one is too many. */
const ENOUGH = 0.8;
/** So near to the end a prediction is right. */
const TOLERANCE = 0.05;

/** The part of the way that a report belongs to. */
export const tenthOf = (progress: number): number => Math.floor(progress * 10);

export function createReportTrust(): ReportTrust {
  const rightShare = new Map<number, number>();
  const shareOf = (progress: number) => rightShare.get(tenthOf(progress)) ?? 0;
  return {
    isTrusted: (progress) => shareOf(progress) >= ENOUGH,
    judge(predictions, afterMs, untilMs) {
      for (const { progress, predictedMs } of predictions) {
        const isRight = predictedMs >= afterMs * (1 - TOLERANCE) && predictedMs <= untilMs * (1 + TOLERANCE);
        const share = shareOf(progress);
        rightShare.set(tenthOf(progress), share + NEWEST_WEIGHT * ((isRight ? 1 : 0) - share));
      }
    },
  };
}
