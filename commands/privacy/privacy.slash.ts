// /privacy: what a person allows others to do with what is theirs, what is known of them, and being
// forgotten.
import type { ChatInputCommandInteraction } from 'discord.js';
import { ButtonStyle, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { accountOf, allowAvatar } from '../../src/accounts/accounts.store.ts';
import { exportOf } from '../../src/accounts/export.store.ts';
import type { App } from '../../src/app.ts';
import { attachData } from '../../src/discord/api/attach-file.ts';
import { deferAnswer, editAnswer, type PrivateAnswer, tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { button, row } from '../../src/discord/rendering/result-controls.ts';

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
      { type: Type.Subcommand, name: 'export', description: t('privacy.export') },
      { type: Type.Subcommand, name: 'delete', description: t('privacy.delete') },
    ],
  }),
  async run(interaction, app) {
    if (interaction.options.getSubcommand() !== 'export') {
      await tellPrivately(app.webhook, interaction, await runPrivacyCommand(interaction, app));
      return;
    }
    // Years of images may take longer than Discord waits.
    await deferAnswer(app.webhook, interaction, true);
    await editAnswer(app.webhook, interaction, await runPrivacyCommand(interaction, app));
  },
});

async function runPrivacyCommand(
  { options, locale, user }: ChatInputCommandInteraction,
  app: App,
): Promise<PrivateAnswer> {
  const { t } = app.languageOf(locale);
  switch (options.getSubcommand()) {
    case 'export': {
      const accountId = await accountOf(app.db, user.id, app.now());
      const data = Buffer.from(JSON.stringify(await exportOf(app.db, accountId), undefined, 1));
      return { content: t('privacy.exported'), files: [await attachData('my-data.json', data)] };
    }
    case 'delete': {
      const confirm = button('forget', t('button.forgetMe'), 'me', ButtonStyle.Danger);
      return { content: t('privacy.beforeDelete'), components: [row(confirm)] };
    }
    default: {
      const allowed = options.getBoolean('allowed', true);
      await app.db.transaction().execute(async (trx) => {
        await allowAvatar(trx, await accountOf(trx, user.id, app.now()), allowed);
      });
      return { content: t(allowed ? 'privacy.avatarNowAllowed' : 'privacy.avatarNowRefused') };
    }
  }
}
