// Change it: back into a form that was refused, with everything that had been typed.
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { findEditDraft, showDraft } from './open-edit-form.ts';

export const openDraft = defineCommand({
  kind: 'button',
  name: 'open-draft',
  async run(interaction, app, id) {
    await showDraft(interaction, app, await findEditDraft(interaction, app, id));
  },
});
