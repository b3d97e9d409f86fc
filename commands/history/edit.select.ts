// Edit one of one's own images, from the history.
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { optionsOf } from '../../src/tasks/requests/request-options.ts';
import { openEditForm } from '../edit/open-edit-form.ts';
import { asInput, findOwnRequest, finishedImage } from '../shared/find-request.ts';

export const editFromHistory = defineCommand({
  kind: 'select',
  name: 'history-edit',
  async run(interaction, app) {
    const view = await findOwnRequest(interaction, app, interaction.values[0] ?? '');
    const sources = [asInput(view, finishedImage(view, interaction, app))];
    const { spoiler, isPrivate } = optionsOf(view.request);
    await openEditForm(interaction, app, { kind: 'edit', sources, mustBePrivate: isPrivate, spoiler });
  },
});
