// Another page of /budget history. Rights are looked at anew.

import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { showBudgetHistory } from './budget-history.ts';

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
