// A word to whoever hosts the bot when the provider refuses its key or its balance is gone: once, and once more when it works again.
import type { REST } from 'discord.js';
import type { Logger } from '../ops/log.ts';
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
    memory.keep(trouble).catch((error: unknown) => log.warn({ err: error }, 'what the host was told is not kept'));
    const words = trouble === undefined ? t('host.works') : t(`host.${trouble}`);
    for (const userId of hostUserIds) {
      writeDirectly(bot, userId, words).catch((error: unknown) => log.warn({ err: error }, 'host not told'));
    }
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
