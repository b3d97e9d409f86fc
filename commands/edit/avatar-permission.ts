// Whether somebody's avatar may be edited: their own word, and their server's.
import type { RepliableInteraction } from 'discord.js';
import { isAvatarAllowed } from '../../src/accounts/accounts.store.ts';
import type { App } from '../../src/app.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { UserError } from '../../src/errors.ts';
import { settingsOf } from '../../src/servers/settings.store.ts';

/** @throws {UserError} where either has said no */
export async function refuseAvatar(
  interaction: RepliableInteraction,
  app: App,
  subjectAccountId: number,
): Promise<void> {
  const { t } = app.languageOf(interaction.locale);
  const { guildId } = placeOf(interaction, app.config);
  if (!(await settingsOf(app.db, guildId)).avatar_remix)
    throw new UserError(t('refusal.avatarsOffHere'), { offersChange: false });
  if (!(await isAvatarAllowed(app.db, subjectAccountId)))
    throw new UserError(t('refusal.avatarNotAllowed'), { offersChange: false });
}
