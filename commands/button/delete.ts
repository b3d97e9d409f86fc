// Delete: the author's, or a moderator's.
import type { ButtonInteraction } from 'discord.js';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { deferUpdate, deleteAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { isUnknownMessage } from '../../src/discord/discord-error.ts';
import { findGovernedRequest, findShownRequest } from '../editing/shown-request.ts';
import { removePosting } from '../moderation/remove-posting.ts';
import { removeResult } from '../moderation/remove-result.ts';

export const deleteResult = defineCommand({
  kind: 'button',
  name: 'delete',
  async run(interaction, app, id) {
    if (await removePosting(interaction, app, await findShownRequest(interaction, app, id))) return;
    const { view, as } = await findGovernedRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    const others = await removeResult(app, view, { userId: interaction.user.id, as });
    const showsOthers = others === 'shown on' && interaction.message.id === view.request.message_id;
    if (!showsOthers) await takeAway(interaction, app);
  },
});

/** By the click's own token, the only way to a private message; where that fails, in the bot's own voice. */
async function takeAway(interaction: ButtonInteraction, app: App): Promise<void> {
  const { id, channelId, flags } = interaction.message;
  try {
    await deleteAnswer(app.webhook, interaction);
  } catch (error) {
    if (flags.has(MessageFlags.Ephemeral)) throw error;
    await app.bot.delete(Routes.channelMessage(channelId, id)).catch((failure: unknown) => {
      if (!isUnknownMessage(failure)) throw failure;
    });
  }
}
