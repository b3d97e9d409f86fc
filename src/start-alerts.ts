// What the operator is told by direct message, set up with what was told before this start.
import type { Kysely } from 'kysely';
import type { App } from './app.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config/settings.ts';
import { createChargeTeller, createHostAlarm } from './discord/api/operator-alerts.ts';
import type { Logger } from './ops/log.ts';
import type { Metrics } from './ops/metrics.ts';
import type { PriceTable } from './providers/price-table.ts';
import { keepToldCharge, keepTrouble, toldCharges, toldTrouble } from './servers/host-alarm.store.ts';
import type { Database } from './store/schema.ts';
import type { TaskContext } from './tasks/lifecycle/context.ts';
import { createChargeWatch } from './tasks/lifecycle/ending/charge-watch.ts';
import type { TaskObserver } from './tasks/lifecycle/observer.ts';
import type { Language } from './text/text.ts';

interface AlertParts extends Pick<Clock, 'steadyNow'> {
  config: Config;
  db: Kysely<Database>;
  log: Logger;
  metrics: Metrics;
  prices: PriceTable;
  bot: App['bot'];
  language: Language;
}

/** @returns the alarm about the provider, and the watch over what it charges */
export async function startAlerts({
  config,
  db,
  log,
  metrics,
  prices,
  bot,
  language,
  steadyNow,
}: AlertParts): Promise<{ alarm: TaskContext['alarm']; chargeWatch: Pick<TaskObserver, 'onEnd'> }> {
  const hosts = { bot, userIds: config.HOST_USER_IDS, language, log };
  const alarmMemory = { told: await toldTrouble(db), keep: (trouble?: string) => keepTrouble(db, trouble) };
  const chargeWatch = createChargeWatch({
    prices,
    metrics,
    log,
    steadyNow,
    tellOperator: createChargeTeller(hosts),
    memory: { toldAt: await toldCharges(db), keep: (model, at) => keepToldCharge(db, model, at) },
  });
  return { alarm: createHostAlarm(hosts, alarmMemory), chargeWatch };
}
