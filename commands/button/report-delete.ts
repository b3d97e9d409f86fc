// Delete image, on a report: the image goes wherever it is shown, the report stays and says who deleted it.
import { deferUpdate } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { findGovernedRequest } from '../editing/shown-request.ts';
import { removeResult } from '../moderation/remove-result.ts';
import { isReport, markReport } from '../moderation/report-message.ts';

export const deleteReported = defineCommand({
  kind: 'button',
  name: 'report-delete',
  access: 'moderator',
  async run(interaction, app, id) {
    if (!isReport(interaction.message))
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
    const { view, as } = await findGovernedRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    await removeResult(app, view, { userId: interaction.user.id, as }, interaction.message.id);
    await markReport(interaction, app, id, 'deleted');
  },
});
