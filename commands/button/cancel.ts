// Cancel: free before the provider has it; after that it is charged all the same, and the picture is kept back.
import { deferUpdate } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { findOwnRequest } from './find-shown-request.ts';

export const cancel = defineCommand({
  kind: 'button',
  name: 'cancel',
  async run(interaction, app, id) {
    const { request } = await findOwnRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    const { cancelled, started } = await app.tasks.cancel(request.id, request.account_id);
    if (cancelled + started === 0) throw new UserError(app.languageOf(interaction.locale).t('refusal.tooLate'));
    if (started > 0) app.display.showProgress(request.id);
  },
});
