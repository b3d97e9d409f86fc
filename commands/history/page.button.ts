// Newer, Older: another page of whoever clicks, whatever the button's id says.
import { MessageFlags } from 'discord-api-types/v10';
import { deferUpdate } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { showHistoryPage } from './history-page.ts';

const PAGES_MAX = 100_000;

export const turnHistoryPage = defineCommand({
  kind: 'button',
  name: 'history',
  async run(interaction, app, id) {
    // In a message for everybody it would take that message's place.
    if (!interaction.message.flags.has(MessageFlags.Ephemeral))
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownCommand'));
    const page = Math.min(PAGES_MAX, Math.max(0, Number.parseInt(id, 10) || 0));
    await deferUpdate(app.webhook, interaction);
    await showHistoryPage(interaction, app, page);
  },
});
