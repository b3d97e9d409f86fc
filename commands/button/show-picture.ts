// Show picture: a picture that was kept back because its request was cancelled too late, shown after all.

import { adoptMessage } from '../../src/discord/adopt-message.ts';
import { deferUpdate } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { findOwnRequest } from '../editing/shown-request.ts';

export const showPicture = defineCommand({
  kind: 'button',
  name: 'show-picture',
  async run(interaction, app, id) {
    const { request, tasks } = await findOwnRequest(interaction, app, id);
    // What a moderator stopped stays unseen, whoever sends this id.
    if (tasks.some(({ cancel_by }) => cancel_by === 'moderator'))
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
    await deferUpdate(app.webhook, interaction);
    await adoptMessage(app, interaction, request.id);
    await app.tasks.showAfterAll(request.id);
  },
});
