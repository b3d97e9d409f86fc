// Apps → Edit image, on any message: a form for what to change in the pictures it holds. Needs no Message Content intent.
import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { ApplicationCommandType } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { holderOf, picturesIn } from '../../src/discord/message-pictures.ts';
import { UserError } from '../../src/errors.ts';
import { type EditStart, openEditForm } from '../editing/open-edit-form.ts';
import { startFromResult } from '../editing/start-from-result.ts';

const NAME = 'Edit image';

export const editImage = defineCommand({
  kind: 'message-menu',
  name: NAME,
  data: () => ({ type: ApplicationCommandType.Message, name: NAME }),
  async run(interaction, app) {
    await openEditForm(interaction, app, await startOf(interaction, app));
  },
});

async function startOf(interaction: MessageContextMenuCommandInteraction, app: App): Promise<EditStart> {
  const { targetMessage, locale } = interaction;
  const result = await startFromResult(interaction, app, targetMessage);
  if (result) return result;
  const pictures = picturesIn(holderOf(targetMessage), app.cdn);
  if (pictures.length === 0) throw new UserError(app.languageOf(locale).t('refusal.noPictureThere'));
  return {
    kind: 'edit',
    sources: pictures.map(({ name, url }) => ({ name, url })),
    mustBePrivate: false,
    spoiler: pictures.some(({ isSpoiler }) => isSpoiler),
  };
}
