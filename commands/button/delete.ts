// Delete: the author's, or a moderator's.
import { deferUpdate, deleteAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
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
    await removeResult(app, view, { userId: interaction.user.id, as }, interaction.message.id);
    // By the click's own token: the only way to a private message.
    await deleteAnswer(app.webhook, interaction);
  },
});
