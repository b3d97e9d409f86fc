// Show image: an image that was kept back because its request was cancelled too late, shown after
// all.

import { deferUpdate } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { rebindToClickedMessage } from '../../src/discord/requests/rebind-message.ts';
import { UserError } from '../../src/errors.ts';
import { findOwnRequest } from '../shared/find-request.ts';

export const showImage = defineCommand({
  kind: 'button',
  // As it stands in messages since before it was called an image.
  name: 'show-picture',
  async run(interaction, app, id) {
    const { request, tasks } = await findOwnRequest(interaction, app, id);
    // What a moderator stopped stays unseen, whoever sends this id.
    if (tasks.some(({ cancel_by }) => cancel_by === 'moderator'))
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
    await deferUpdate(app.webhook, interaction);
    await rebindToClickedMessage(app, interaction, request.id);
    await app.tasks.showAfterAll(request.id);
  },
});
