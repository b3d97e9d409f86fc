// Edit: a form for what to change, starting from the image that the message shows.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { messageOf } from '../../src/discord/api/interaction-events.ts';
import { imagesIn } from '../../src/discord/api/message-images.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import { currentImageId } from '../../src/tasks/requests/request-images.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { asInput, findShownRequest, finishedTask } from '../shared/find-request.ts';
import { openEditForm } from './open-edit-form.ts';

export const editResult = defineCommand({
  kind: 'button',
  name: 'edit',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const source = await sourceOf(view, interaction, app);
    const { spoiler, isPrivate } = optionsOf(view.request);
    await openEditForm(interaction, app, { kind: 'edit', sources: [source], mustBePrivate: isPrivate, spoiler });
  },
});

/**
 * Discord keeps the image longer than we do.
 * @throws {UserError} where neither does: before anybody has typed a word
 */
async function sourceOf(view: RequestView, interaction: ButtonInteraction, app: App): Promise<InputSource> {
  const task = finishedTask(view, interaction, app);
  if (await app.images.find(currentImageId(view, task) ?? '')) return asInput(view, task);
  const [shown] = imagesIn(messageOf(interaction), app.cdn);
  if (!shown) throw new UserError(app.languageOf(interaction.locale).t('refusal.imageGone'));
  return { name: shown.name, url: shown.url, taskId: task.id };
}
