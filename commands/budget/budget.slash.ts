// /budget: what a server may spend, and each of its members: shown to moderators, changed by
// managers.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { deferAnswer, editAnswer, type PrivateAnswer } from '../../src/discord/api/respond.ts';
import { requireServer } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { budgetData } from './budget-data.ts';
import { showBudgetHistory } from './budget-history.ts';
import { grantBudget, setBudget } from './change-budget.ts';
import { clearBudget } from './clear-budget.ts';
import { showBudgets } from './show-budgets.ts';

export const budget = defineCommand({
  kind: 'slash',
  name: 'budget',
  data: budgetData,
  async run(interaction, app) {
    // Asking Discord for members' roles may take longer than it waits.
    await deferAnswer(app.webhook, interaction, true);
    await editAnswer(app.webhook, interaction, await runBudgetCommand(interaction, app));
  },
});

async function runBudgetCommand(interaction: ChatInputCommandInteraction, app: App): Promise<PrivateAnswer> {
  const { options } = interaction;
  const group = options.getSubcommandGroup();
  const name = options.getSubcommand();
  const isLooking = name === 'show' || name === 'history';
  const guildId = await requireServer(interaction, isLooking ? 'moderator' : 'manager', app);
  if (group === 'set') return setBudget(interaction, app, guildId);
  if (group === 'clear') return { content: await clearBudget(interaction, app, guildId) };
  if (name === 'grant') return grantBudget(interaction, app, guildId);
  if (name === 'history') return showBudgetHistory(interaction, app, guildId, 0);
  return showBudgets(interaction, app, guildId, { memberId: options.getUser('member')?.id });
}
