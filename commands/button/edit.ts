// Edit: a form for what to change, starting from the picture that the message shows.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { holderOf, picturesIn } from '../../src/discord/message-pictures.ts';
import { shownPictureId } from '../../src/discord/render-request.ts';
import { UserError } from '../../src/errors.ts';
import type { InputSource } from '../../src/tasks/inputs.store.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import type { RequestView } from '../../src/tasks/requests.store.ts';
import { openEditForm } from '../editing/open-edit-form.ts';
import { findShownRequest, finishedTask, shownAsInput } from '../editing/shown-request.ts';

export const editResult = defineCommand({
  kind: 'button',
  name: 'edit',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId } = finishedTask(view, interaction, app);
    const { spoiler, isPrivate } = optionsOf(view.request);
    const sources = await sourcesOf(view, interaction, app);
    await openEditForm(interaction, app, { kind: 'edit', sources, mustBePrivate: isPrivate, spoiler, parentTaskId });
  },
});

/** Discord keeps the picture longer than we do. @throws {UserError} where neither does: before anybody has typed a word */
async function sourcesOf(
  view: RequestView,
  { message, locale }: ButtonInteraction,
  app: App,
): Promise<readonly InputSource[]> {
  if (await app.pictures.find(shownPictureId(view) ?? '')) return shownAsInput(view);
  const shown = picturesIn(holderOf(message), app.cdn).map(({ name, url }) => ({ name, url }));
  if (shown.length === 0) throw new UserError(app.languageOf(locale).t('refusal.pictureGone'));
  return shown;
}
