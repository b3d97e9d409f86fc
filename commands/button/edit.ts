// Edit: a form for what to change, starting from the picture that the message shows.
import { defineCommand } from '../../src/discord/define-command.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import { openEditForm } from '../editing/open-edit-form.ts';
import { asInput, findShownRequest, finishedTask } from '../editing/shown-request.ts';

export const editResult = defineCommand({
  kind: 'button',
  name: 'edit',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const sources = [asInput(view, finishedTask(view, interaction, app))];
    const { spoiler, isPrivate } = optionsOf(view.request);
    await openEditForm(interaction, app, { kind: 'edit', sources, mustBePrivate: isPrivate, spoiler });
  },
});
