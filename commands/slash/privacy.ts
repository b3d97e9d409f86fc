// /privacy: what a person allows others to do with what is theirs.
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { accountOf, allowAvatar } from '../../src/tasks/accounts.store.ts';

export const privacy = defineCommand({
  kind: 'slash',
  name: 'privacy',
  data: ({ t }) => ({
    name: 'privacy',
    description: t('privacy.description'),
    options: [
      {
        type: Type.Subcommand,
        name: 'avatar',
        description: t('privacy.avatar'),
        options: [{ type: Type.Boolean, name: 'allowed', description: t('privacy.avatarAllowed'), required: true }],
      },
    ],
  }),
  async run(interaction, app) {
    const allowed = interaction.options.getBoolean('allowed', true);
    await allowAvatar(app.db, await accountOf(app.db, interaction.user.id, app.now()), allowed);
    const { t } = app.languageOf(interaction.locale);
    await tellPrivately(app.webhook, interaction, t(allowed ? 'privacy.avatarNowAllowed' : 'privacy.avatarNowRefused'));
  },
});
