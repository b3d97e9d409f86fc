// /help: what somebody can do where they are.
import { tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { helpAnswer } from './help-text.ts';

export const help = defineCommand({
  kind: 'slash',
  name: 'help',
  data: ({ t }) => ({ name: 'help', description: t('help.description') }),
  async run(interaction, app) {
    await tellPrivately(app.webhook, interaction, await helpAnswer(interaction, app));
  },
});
