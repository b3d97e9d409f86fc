// Confirm: a limit or a grant above the sum that is asked about, made for whoever asked for it,
// where they may still do so.

import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { confirmChange } from './change-budget.ts';

export const confirmBudgetChange = defineCommand({
  kind: 'button',
  name: 'budget-confirm',
  access: 'manager',
  async run(interaction, app, id) {
    const guildId = await requireServer(interaction, 'manager', app);
    await deferUpdate(app.webhook, interaction);
    await editAnswer(app.webhook, interaction, await confirmChange(interaction, app, guildId, id));
  },
});
