// Another page of /budget history. Rights are looked at anew.
import { requireServer } from '../../src/discord/access.ts';
import { deferUpdate, editAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { showBudgetHistory } from '../budget/budget-history.ts';

export const turnBudgetHistory = defineCommand({
  kind: 'button',
  name: 'budget-history',
  access: 'moderator',
  async run(interaction, app, id) {
    const guildId = await requireServer(interaction, 'moderator', app);
    await deferUpdate(app.webhook, interaction);
    const page = /^\d{1,5}$/.test(id) ? Number(id) : 0;
    await editAnswer(app.webhook, interaction, await showBudgetHistory(interaction, app, guildId, page));
  },
});
