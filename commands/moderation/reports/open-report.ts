// Whether moderators of a server still have a report about an image before them.
import { Routes } from 'discord-api-types/v10';
import { z } from 'zod';
import type { App } from '../../../src/app.ts';
import { isUnknownChannel, isUnknownMessage } from '../../../src/discord/api/discord-error.ts';
import { readControls } from '../../../src/discord/rendering/message-purpose.ts';
import type { MessagePlace } from '../../../src/tasks/requests/shown-messages.ts';

type ReportContext = Pick<App, 'requests' | 'messages' | 'bot' | 'log'>;

/**
 * Discord is asked whether the report still stands: it may have been deleted by hand, and one from
 * an earlier version was resolved in its message alone.
 * @param about the server, its present log channel, and the one image; of the whole request where
 * `taskId` is undefined
 */
export async function hasOpenReport(
  app: ReportContext,
  requestId: string,
  about: { guildId: string; taskId: string | undefined; logChannel: string },
): Promise<boolean> {
  for (const place of await app.requests.openReportsOf(requestId, about)) {
    if (await standsOpen(app, place)) return true;
    await app.messages.resolveReport(place.messageId);
  }
  return false;
}

const shownMessage = z.object({ components: z.unknown() });

/** Where Discord does not say, the moderators have it for all that is known. */
async function standsOpen(app: ReportContext, { channelId, messageId }: MessagePlace): Promise<boolean> {
  try {
    const message = shownMessage.safeParse(await app.bot.get(Routes.channelMessage(channelId, messageId)));
    return !message.success || readControls(message.data.components).some(({ action }) => action === 'report-resolve');
  } catch (error) {
    if (isUnknownMessage(error) || isUnknownChannel(error)) return false;
    app.log.info({ err: error, channel: channelId }, 'open report not read');
    return true;
  }
}
