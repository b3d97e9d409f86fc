// /usage: what pictures cost. Everybody sees their own.

import type { ChatInputCommandInteraction } from 'discord.js';
import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { memberUsage } from '../../src/billing/usage.ts';
import { checkPlace, rolesOf } from '../../src/discord/access.ts';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { describeUsage } from '../../src/discord/describe-usage.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';

export const usage = defineCommand({
  kind: 'slash',
  name: 'usage',
  data: ({ t }) => ({
    name: 'usage',
    description: t('usage.description'),
    options: [{ type: ApplicationCommandOptionType.Subcommand, name: 'me', description: t('usage.me') }],
  }),
  run: showOwnUsage,
});

async function showOwnUsage(interaction: ChatInputCommandInteraction, app: App): Promise<void> {
  const verdict = checkPlace(interaction, app.config);
  const guildId = verdict.allowed ? verdict.place.guildId : null;
  const at = app.now();
  const accountId = await accountOf(app.db, interaction.user.id, at);
  const figures = await memberUsage(app.db, {
    accountId,
    guildId,
    roleIds: rolesOf(interaction),
    at,
    rules: app.budgetRules,
  });
  const content = describeUsage(figures, guildId !== null, app.languageOf(interaction.locale));
  await tellPrivately(app.webhook, interaction, content);
}
