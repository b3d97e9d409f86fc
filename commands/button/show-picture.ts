// Show picture: a picture that was kept back because its request was cancelled too late, shown after all.
import { deferUpdate } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { findOwnRequest } from './find-shown-request.ts';

export const showPicture = defineCommand({
  kind: 'button',
  name: 'show-picture',
  async run(interaction, app, id) {
    const { request } = await findOwnRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    await app.tasks.showAfterAll(request.id);
  },
});
