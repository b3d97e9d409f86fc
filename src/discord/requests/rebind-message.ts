// A click brings a fresh token for the message it was made on, weeks after the first one died, and
// for private messages the only one there can be.
import type { MessageComponentInteraction } from 'discord.js';
import type { App } from '../../app.ts';
import { TOKEN_LIFE_MS } from '../api/limits.ts';

/**
 * From now on the request is shown by the message that was clicked on, whose click must have been
 * deferred.
 */
export async function rebindToClickedMessage(
  app: App,
  interaction: MessageComponentInteraction,
  requestId: string,
): Promise<void> {
  await app.tasks.rebindMessage(requestId, {
    messageId: interaction.message.id,
    token: interaction.token,
    tokenExpiresAt: app.steadyNow() + TOKEN_LIFE_MS,
  });
}
