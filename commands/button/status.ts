// The buttons under /status: look again, or call off one of one's own requests and then look again.
import { deferUpdate, editAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { findOwnRequest } from '../editing/shown-request.ts';
import { statusPage } from '../status/status-page.ts';

export const changeStatus = defineCommand({
  kind: 'button',
  name: 'status',
  async run(interaction, app, id) {
    const view = id === 'refresh' ? undefined : await findOwnRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    if (view) {
      const accountId = await accountOf(app.db, interaction.user.id, app.now());
      const { started } = await app.tasks.cancel(view.request.id, { accountId, as: 'member' });
      if (started > 0) app.display.showProgress(view.request.id);
    }
    await editAnswer(app.webhook, interaction, await statusPage(interaction, app));
  },
});
