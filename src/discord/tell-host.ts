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

export function createHostAlarm(bot: REST, hostUserIds: readonly string[], { t }: Language, log: Logger): HostAlarm {
  let raised: ProviderTrouble | undefined;
  const tell = (words: string) => {
    for (const userId of hostUserIds) {
      writeDirectly(bot, userId, words).catch((error: unknown) => log.warn({ err: error }, 'host not told'));
    }
  };
  return {
    raise(trouble) {
      if (raised === trouble) return;
      raised = trouble;
      log.error({ trouble }, 'the provider refuses this bot');
      tell(t(`host.${trouble}`));
    },
    clear() {
      if (raised === undefined) return;
      raised = undefined;
      log.info('the provider serves this bot again');
      tell(t('host.works'));
    },
  };
}
