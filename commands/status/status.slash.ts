// /status: how things stand with the provider, the queue and one's own requests.
import { tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { statusPage } from './status-page.ts';

export const status = defineCommand({
  kind: 'slash',
  name: 'status',
  data: ({ t }) => ({ name: 'status', description: t('status.description') }),
  async run(interaction, app) {
    await tellPrivately(app.webhook, interaction, await statusPage(interaction, app));
  },
});
