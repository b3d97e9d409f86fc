// Charges far beyond the list price: counted, logged, and told to the operator, who alone can ask
// the provider or correct the list.
import { ESTIMATE_MAX_MULTIPLE, estimateMaxMicros } from '../../../billing/cost-estimator.ts';
import { formatUsd } from '../../../billing/money.ts';
import type { Clock, SteadyMs } from '../../../clock.ts';
import type { Logger } from '../../../ops/log.ts';
import type { Metrics } from '../../../ops/metrics.ts';
import type { PriceTable } from '../../../providers/price-table.ts';
import type { TaskObserver } from '../observer.ts';

/** What the provider charged for one task, beyond what estimates may become. */
export interface UnexpectedCharge {
  taskId: string;
  model: string;
  costMicros: number;
  /** 0 for a model that is listed as free: any charge for it is unexpected. */
  listedMicros: number;
  /** What an estimate for the model is at most. */
  estimateMaxMicros: number;
}

export interface ChargeWatchSetting extends Pick<Clock, 'steadyNow'> {
  prices: PriceTable;
  metrics: Pick<Metrics, 'chargedBeyondList'>;
  log: Logger;
  tellOperator(charge: UnexpectedCharge): void;
  /** When the operator was last told of a model, over restarts. */
  memory: { toldAt: Map<string, SteadyMs>; keep(model: string, at: SteadyMs): Promise<void> };
}

/** The operator is told of a model at most this often. */
const BETWEEN_WORDS_MS = 24 * 3600 * 1000;

export function createChargeWatch(setting: ChargeWatchSetting): Pick<TaskObserver, 'onEnd'> {
  const { prices, metrics, log, memory } = setting;
  const tell = (charge: UnexpectedCharge, at: SteadyMs) => {
    const toldAt = memory.toldAt.get(charge.model);
    if (toldAt !== undefined && at - toldAt < BETWEEN_WORDS_MS) return;
    memory.toldAt.set(charge.model, at);
    memory.keep(charge.model, at).catch((error: unknown) => log.warn({ err: error }, 'operator alert not stored'));
    setting.tellOperator(charge);
  };
  return {
    onEnd({ id: taskId, model }, conclusion) {
      const cost = 'cost' in conclusion ? conclusion.cost : undefined;
      // A model may have left the list since; and where no charge was reported, the list price
      // stands in for it.
      if (!cost || cost.estimated || !prices.models.includes(model)) return;
      const listedMicros = prices.priceMicros(model);
      const { costMicros } = cost;
      if (costMicros <= ESTIMATE_MAX_MULTIPLE * listedMicros) return;
      metrics.chargedBeyondList(model);
      const figures = { taskId, model, cost: formatUsd(costMicros), listed: formatUsd(listedMicros) };
      const message =
        listedMicros === 0
          ? 'the provider charged for a model that IMAGE_MODELS lists as free'
          : `the provider charged more than ${ESTIMATE_MAX_MULTIPLE} times the list price in IMAGE_MODELS`;
      log.warn(figures, message);
      const bound = estimateMaxMicros(prices, model);
      tell({ taskId, model, costMicros, listedMicros, estimateMaxMicros: bound }, setting.steadyNow());
    },
  };
}
