// The form for a block, sent: the member is blocked, and the report says so.
import { deferAnswer, deferUpdate, tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { readBlockForm } from './block-form.ts';
import { blockMember } from './blocks.ts';
import { clickedReport, isReport, markClicked } from './reports/report-message.ts';
import { findReportedMember } from './reports/reported-request.ts';

export const sendBlock = defineCommand({
  kind: 'modal',
  name: 'block',
  access: 'moderator',
  async run(interaction, app, id) {
    const { guildId, userId } = await findReportedMember(interaction, app, id);
    const isFromReport = interaction.isFromMessage() && isReport(interaction.message);
    // Discord may have to be asked who the member is, which may take longer than it waits.
    if (isFromReport) await deferUpdate(app.webhook, interaction);
    else await deferAnswer(app.webhook, interaction, true);
    // Another moderator may have blocked them while the form was open.
    const block = { userId, keepsLonger: true, ...readBlockForm(interaction) };
    const { words, isDone } = await blockMember(interaction, app, guildId, block);
    if (isFromReport && isDone) {
      const mark = { outcome: 'blocked', moderatorId: interaction.user.id, memberId: userId, at: app.now() } as const;
      const language = app.languageOf(interaction.guildLocale ?? interaction.locale);
      await markClicked(app, clickedReport(interaction, id), mark, language);
    }
    await tellPrivately(app.webhook, interaction, words);
  },
});
