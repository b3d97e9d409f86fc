// The buttons under /status: look again, or call off one of one's own requests and then look again.
import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { cancelOrAsk } from '../confirming/cancel-request.ts';
import { findOwnRequest } from '../shared/find-request.ts';
import { statusPage } from './status-page.ts';

export const changeStatus = defineCommand({
  kind: 'button',
  name: 'status',
  async run(interaction, app, id) {
    const view = id === 'refresh' ? undefined : await findOwnRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    if (view) await cancelOrAsk(interaction, app, { view, as: 'member' });
    await editAnswer(app.webhook, interaction, await statusPage(interaction, app));
  },
});
