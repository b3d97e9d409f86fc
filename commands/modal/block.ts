// The form for a block, sent: the member is blocked, and the report says so.
import { deferUpdate, tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { readBlockForm } from '../moderation/block-form.ts';
import { blockMember } from '../moderation/blocks.ts';
import { isReport, markReport } from '../moderation/report-message.ts';
import { findReportedMember } from '../moderation/reported-request.ts';

export const sendBlock = defineCommand({
  kind: 'modal',
  name: 'block',
  access: 'moderator',
  async run(interaction, app, id) {
    const { guildId, userId } = await findReportedMember(interaction, app, id);
    const words = await blockMember(interaction, app, guildId, { userId, ...readBlockForm(interaction) });
    if (interaction.isFromMessage() && isReport(interaction.message)) {
      await deferUpdate(app.webhook, interaction);
      await markReport(interaction, app, id, 'blocked');
    }
    await tellPrivately(app.webhook, interaction, words);
  },
});
