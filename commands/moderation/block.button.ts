// Block, on a report: asks for how long and why.
import { showModal } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { blockForm } from './block-form.ts';
import { requireOther } from './check-block.ts';
import { findReportedMember } from './reports/reported-request.ts';

export const blockAuthor = defineCommand({
  kind: 'button',
  name: 'block',
  access: 'moderator',
  async run(interaction, app, id) {
    const { userId } = await findReportedMember(interaction, app, id);
    requireOther(interaction, app, userId);
    await showModal(app.webhook, interaction, blockForm(id, app.languageOf(interaction.locale)));
  },
});
