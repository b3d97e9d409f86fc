// Block, on a report: asks for how long and why.
import { showModal } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { blockForm } from '../moderation/block-form.ts';
import { requireOther } from '../moderation/check-block.ts';
import { findReportedMember } from '../moderation/reported-request.ts';

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
