// Revoke a grant…: by managers, from the list that /budget show gives.

import { userIdsOf } from '../../src/accounts/accounts.store.ts';
import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { revokeChosenGrant } from './grants.ts';
import { showBudgets } from './show-budgets.ts';

export const revokeFromList = defineCommand({
  kind: 'select',
  name: 'budget-revoke',
  access: 'manager',
  async run(interaction, app, id) {
    const guildId = await requireServer(interaction, 'manager', app);
    await deferUpdate(app.webhook, interaction);
    const revoked = await revokeChosenGrant(interaction, app, guildId);
    const accountId = Number(id);
    const users = Number.isSafeInteger(accountId) ? await userIdsOf(app.db, [accountId]) : undefined;
    const shown = { memberId: users?.get(accountId), news: revoked };
    await editAnswer(app.webhook, interaction, await showBudgets(interaction, app, guildId, shown));
  },
});
