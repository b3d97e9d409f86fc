// /budget: what a server may spend, and each of its members: shown to moderators, changed by managers.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { requireServer } from '../../src/discord/access.ts';
import { deferAnswer, editAnswer, tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { budgetData } from '../budget/budget-data.ts';
import { clearBudget, grantBudget, setBudget } from '../budget/change-budget.ts';
import { showBudgetHistory, showBudgets } from '../budget/show-budgets.ts';

export const budget = defineCommand({
  kind: 'slash',
  name: 'budget',
  data: budgetData,
  async run(interaction, app) {
    if (interaction.options.getSubcommand() !== 'show') {
      await tellPrivately(app.webhook, interaction, await carryOut(interaction, app));
      return;
    }
    // Asking Discord for many members' roles may take longer than it waits.
    await deferAnswer(app.webhook, interaction, true);
    await editAnswer(app.webhook, interaction, { content: await carryOut(interaction, app) });
  },
});

async function carryOut(interaction: ChatInputCommandInteraction, app: App): Promise<string> {
  const { options } = interaction;
  const group = options.getSubcommandGroup();
  const name = options.getSubcommand();
  const isLooking = name === 'show' || name === 'history';
  const guildId = await requireServer(interaction, isLooking ? 'moderator' : 'manager', app);
  if (group === 'set') return setBudget(interaction, app, guildId);
  if (group === 'clear') return clearBudget(interaction, app, guildId);
  if (name === 'grant') return grantBudget(interaction, app, guildId);
  return name === 'history' ? showBudgetHistory(interaction, app, guildId) : showBudgets(interaction, app, guildId);
}
