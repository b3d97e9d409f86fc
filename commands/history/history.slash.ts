// /history: one's own images, newest first, for oneself alone.
import { deferAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { showHistoryPage } from './history-page.ts';

export const history = defineCommand({
  kind: 'slash',
  name: 'history',
  data: ({ t }) => ({ name: 'history', description: t('history.description') }),
  async run(interaction, app) {
    await deferAnswer(app.webhook, interaction, true);
    await showHistoryPage(interaction, app, 0);
  },
});
