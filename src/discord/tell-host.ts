// A word to whoever hosts the bot: when the provider refuses its key or its balance is gone, once, and once more when it works
// again; and when it charges far more than the list price.
import type { REST } from 'discord.js';
import { ESTIMATE_MAX_MULTIPLE } from '../billing/cost-estimator.ts';
import { formatUsd } from '../billing/money.ts';
import type { Logger } from '../ops/log.ts';
import type { UnexpectedCharge } from '../tasks/charge-watch.ts';
import type { ProviderTrouble } from '../tasks/context.ts';
import type { Language } from '../text/text.ts';
import { writeDirectly } from './chat-ask.ts';

export interface HostAlarm {
  /** The provider refuses the bot. */
  raise(trouble: ProviderTrouble): void;
  /** The provider serves the bot. */
  clear(): void;
}

/** What has been told, over restarts. */
export interface AlarmMemory {
  /** The trouble that was told last and has not ended. */
  told: string | undefined;
  keep(trouble: ProviderTrouble | undefined): Promise<void>;
}

export function createHostAlarm(
  bot: REST,
  hostUserIds: readonly string[],
  memory: AlarmMemory,
  { t }: Language,
  log: Logger,
): HostAlarm {
  let raised = memory.told;
  const tell = (trouble: ProviderTrouble | undefined) => {
    raised = trouble;
    memory.keep(trouble).catch((error: unknown) => log.warn({ err: error }, 'operator alert not stored'));
    tellHosts(bot, hostUserIds, trouble === undefined ? t('host.works') : t(`host.${trouble}`), log);
  };
  return {
    raise(trouble) {
      if (raised === trouble) return;
      log.error({ trouble }, 'the provider refuses this bot');
      tell(trouble);
    },
    clear() {
      if (raised === undefined) return;
      log.info('the provider serves this bot again');
      tell(undefined);
    },
  };
}

/** Writes to everybody in `HOST_USER_IDS`, in the background; a failure is only logged. */
function tellHosts(bot: REST, hostUserIds: readonly string[], words: string, log: Logger): void {
  for (const userId of hostUserIds)
    writeDirectly(bot, userId, words).catch((error: unknown) => log.warn({ err: error }, 'operator not alerted'));
}

/** @returns tells whoever hosts the bot of one such charge */
export const createChargeTeller =
  (bot: REST, hostUserIds: readonly string[], { t, locale }: Language, log: Logger) =>
  ({ taskId, model, costMicros, listedMicros, estimateMaxMicros }: UnexpectedCharge): void => {
    const figures = { task: taskId, model, cost: formatUsd(costMicros, locale) };
    const words =
      listedMicros === 0
        ? t('host.chargeOfFreeModel', { ...figures, estimateMax: formatUsd(estimateMaxMicros, locale) })
        : t('host.unexpectedCharge', {
            ...figures,
            listed: formatUsd(listedMicros, locale),
            multiple: ESTIMATE_MAX_MULTIPLE,
          });
    tellHosts(bot, hostUserIds, words, log);
  };
