// Revoke a grant…: by managers, from the list that /budget show gives.
import { requireServer } from '../../src/discord/access.ts';
import { deferUpdate, editAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { CONTENT_MAX } from '../../src/discord/limits.ts';
import { cut } from '../../src/discord/safe-text.ts';
import { userIdsOf } from '../../src/tasks/accounts.store.ts';
import { revokeChosenGrant } from '../budget/grants.ts';
import { showBudgets } from '../budget/show-budgets.ts';

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
    const list = await showBudgets(interaction, app, guildId, users?.get(accountId));
    await editAnswer(app.webhook, interaction, { ...list, content: cut(`${revoked}\n${list.content}`, CONTENT_MAX) });
  },
});
