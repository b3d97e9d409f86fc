// /settings: what a server's managers decide for it.
import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { placeOf } from '../../src/discord/access.ts';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { changeSetting, settingsOf } from '../../src/servers/settings.store.ts';

export const settings = defineCommand({
  kind: 'slash',
  name: 'settings',
  access: 'manager',
  data: ({ t }) => ({
    name: 'settings',
    description: t('settings.description'),
    options: [
      {
        type: Type.Subcommand,
        name: 'avatar_remix',
        description: t('settings.avatarRemix'),
        options: [{ type: Type.Boolean, name: 'allowed', description: t('settings.avatarAllowed'), required: true }],
      },
    ],
  }),
  async run(interaction, app) {
    const { guildId } = placeOf(interaction, app.config);
    // Managers are managers of a server.
    if (guildId === null) return;
    const { t } = app.languageOf(interaction.locale);
    const before = (await settingsOf(app.db, guildId)).avatar_remix;
    const after = interaction.options.getBoolean('allowed', true);
    await changeSetting(app.db, guildId, 'avatar_remix', after);
    const word = (allowed: boolean) => t(allowed ? 'settings.on' : 'settings.off');
    const change = { setting: 'avatar_remix', before: word(before), after: word(after) };
    await tellPrivately(app.webhook, interaction, t('settings.changed', change));
  },
});
