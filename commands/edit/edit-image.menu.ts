// Apps → Edit image, on any message: a form for what to change in the images it holds. Needs no
// Message Content intent.
import type { MessageContextMenuCommandInteraction } from 'discord.js';
import { ApplicationCommandType } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { messageOf } from '../../src/discord/api/interaction-events.ts';
import { imagesIn } from '../../src/discord/api/message-images.ts';
import { referredMessage } from '../../src/discord/api/referred-message.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { type EditStart, openEditForm } from './open-edit-form.ts';
import { startFromResult } from './start-from-result.ts';
import { toOffered } from './validate-attachments.ts';

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
  const target = await referredMessage(app.bot, messageOf(interaction));
  const result = await startFromResult(interaction, app, target);
  if (result) return result;
  const images = imagesIn(target, app.cdn);
  if (images.length === 0) throw new UserError(app.languageOf(interaction.locale).t('refusal.noImageThere'));
  return {
    kind: 'edit',
    sources: toOffered(images),
    mustBePrivate: false,
    spoiler: false,
  };
}
