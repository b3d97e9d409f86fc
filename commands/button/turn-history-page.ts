// Newer, Older: another page of whoever clicks, whatever the button's id says.
import { deferUpdate, editAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { historyPage } from '../editing/history-page.ts';

const PAGES_MAX = 100_000;

export const turnHistoryPage = defineCommand({
  kind: 'button',
  name: 'history',
  async run(interaction, app, id) {
    const page = Math.min(PAGES_MAX, Math.max(0, Number.parseInt(id, 10) || 0));
    await deferUpdate(app.webhook, interaction);
    await editAnswer(app.webhook, interaction, await historyPage(interaction, app, page));
  },
});
