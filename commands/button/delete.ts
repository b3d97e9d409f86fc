// Delete: the author's, or a moderator's. The message goes, and the picture with it; what it cost stays in the ledger.
import { Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { deferUpdate, deleteAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { deleteRequest, showingsOf } from '../../src/tasks/requests.store.ts';
import { findGovernedRequest } from '../editing/shown-request.ts';

export const deleteResult = defineCommand({
  kind: 'button',
  name: 'delete',
  async run(interaction, app, id) {
    const { view, as } = await findGovernedRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    const elsewhere = await showingsOf(app.db, id);
    await deleteRequest(app.db, id, app.now());
    app.log.info({ requestId: id, as, actor: interaction.user.id }, 'result deleted');
    await deleteAnswer(app.webhook, interaction);
    const first = { channelId: view.request.channel_id, messageId: view.request.message_id };
    const others = [first, ...elsewhere].filter(({ messageId }) => messageId !== interaction.message.id);
    for (const { channelId, messageId } of others) await removeMessage(app, channelId, messageId);
  },
});

/** As far as the bot's own voice reaches: messages that only a token could reach are their reader's to dismiss. */
async function removeMessage({ bot, log }: App, channelId: string, messageId: string | null): Promise<void> {
  if (messageId === null) return;
  await bot.delete(Routes.channelMessage(channelId, messageId)).catch((error: unknown) => {
    log.info({ channelId, messageId, err: error }, 'message not deleted');
  });
}
