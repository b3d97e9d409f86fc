// Apps → Image usage, on a person: what they drew and spent here, for moderators.
import { ApplicationCommandType } from 'discord-api-types/v10';
import { deferAnswer, editAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { showMember } from './views.ts';

const NAME = 'Image usage';

export const imageUsage = defineCommand({
  kind: 'user-menu',
  name: NAME,
  access: 'moderator',
  data: () => ({ type: ApplicationCommandType.User, name: NAME }),
  async run(interaction, app) {
    await deferAnswer(app.webhook, interaction, true);
    const view = { span: '30d', withCsv: false };
    await editAnswer(app.webhook, interaction, await showMember(interaction, app, interaction.targetUser, view));
  },
});
