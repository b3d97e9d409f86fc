// What removing messages is handed, and what becomes of a removal that failed.
import type { REST } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import type { SteadyMs } from '../../clock.ts';
import type { MessageRemovalRow } from '../../store/message-tables.ts';
import type { MessagePlace } from '../../tasks/requests/shown-messages.ts';
import { isUnknownMessage } from '../api/discord-error.ts';
import type { DisplayContext } from './display-context.ts';
import type { MarkContext } from './mark-report.ts';

/**
 * What became of a message that was to be removed: `later` while it is to be tried again, `left`
 * where no try helps any more.
 */
export type RemovalEnd = 'gone' | 'later' | 'left';

/** What removing needs of the bot. */
export type RemovalContext = MarkContext & Pick<DisplayContext, 'botId' | 'webhook' | 'steadyNow'>;

/** What cannot be removed for so long is left where it is: a thread may stay locked for days. */
export const RETRY_FOR_MS = 7 * 24 * 60 * 60_000;

/**
 * @param failed how long to wait, undefined where no later try helps; and when the try began
 * @returns whether it was the last try
 */
export async function retryOrEnd(
  { removals, steadyNow }: RemovalContext,
  removal: MessageRemovalRow,
  { waitMs, startedAt }: { waitMs: number | undefined; startedAt: SteadyMs },
): Promise<boolean> {
  const isTriedAgain = removal.attempts === 0 || startedAt - removal.queued_at < RETRY_FOR_MS;
  if (waitMs !== undefined && isTriedAgain) {
    await removals.postpone(removal, steadyNow() + waitMs);
    return false;
  }
  await removals.endLeft(removal);
  return true;
}

/** In the bot's own voice; one that is gone already counts as deleted. */
export async function deleteMessage(bot: REST, { channelId, messageId }: MessagePlace): Promise<void> {
  await bot.delete(Routes.channelMessage(channelId, messageId)).catch((error: unknown) => {
    if (!isUnknownMessage(error)) throw error;
  });
}
