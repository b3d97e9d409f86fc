// A word to the operator: when the provider refuses its key or its balance is gone, once, and once
// more when it works again; and when it charges far more than the list price.
import type { REST } from 'discord.js';
import { ESTIMATE_MAX_MULTIPLE } from '../../billing/cost-estimator.ts';
import { formatUsd } from '../../billing/money.ts';
import type { Logger } from '../../ops/log.ts';
import type { ProviderTrouble } from '../../tasks/lifecycle/context.ts';
import type { UnexpectedCharge } from '../../tasks/lifecycle/ending/charge-watch.ts';
import type { Language } from '../../text/text.ts';
import { writeDirectly } from './messages.ts';

export interface OperatorAlerts {
  /** The provider refuses the bot. */
  raise(trouble: ProviderTrouble): void;
  /** The provider serves the bot. */
  clear(): void;
}

/** What has been told, over restarts. */
export interface AlertState {
  /** The trouble that was told last and has not ended. */
  told: string | undefined;
  keep(trouble: ProviderTrouble | undefined): Promise<void>;
}

/** Whom to write to, by which voice and in which language. */
export interface HostContact {
  bot: REST;
  userIds: readonly string[];
  language: Language;
  log: Logger;
}

export function createHostAlarm(contact: HostContact, memory: AlertState): OperatorAlerts {
  const { language, log } = contact;
  const { t } = language;
  let raised = memory.told;
  const tell = (trouble: ProviderTrouble | undefined) => {
    raised = trouble;
    memory.keep(trouble).catch((error: unknown) => log.warn({ err: error }, 'operator alert not stored'));
    tellHosts(contact, trouble === undefined ? t('host.works') : t(`host.${trouble}`));
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
function tellHosts({ bot, userIds, log }: HostContact, words: string): void {
  for (const userId of userIds)
    writeDirectly(bot, userId, words).catch((error: unknown) => log.warn({ err: error }, 'operator not alerted'));
}

/** @returns tells the operator of one such charge */
export const createChargeTeller =
  (contact: HostContact) =>
  ({ taskId, model, costMicros, listedMicros, estimateMaxMicros }: UnexpectedCharge): void => {
    const { t, locale } = contact.language;
    const figures = { task: taskId, model, cost: formatUsd(costMicros, locale) };
    const words =
      listedMicros === 0
        ? t('host.chargeOfFreeModel', { ...figures, estimateMax: formatUsd(estimateMaxMicros, locale) })
        : t('host.unexpectedCharge', {
            ...figures,
            listed: formatUsd(listedMicros, locale),
            multiple: ESTIMATE_MAX_MULTIPLE,
          });
    tellHosts(contact, words);
  };
