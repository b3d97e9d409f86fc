// Delete image, on a report or on what /moderate task shows: the image goes wherever it is shown, the report stays and says who deleted it.

import { deferUpdate } from '../../src/discord/api/respond.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { removeFromServer } from './remove-posting.ts';
import { removeResult } from './remove-result.ts';
import { isReport, markReport } from './report-message.ts';
import { findReported } from './reported-request.ts';

export const deleteReported = defineCommand({
  kind: 'button',
  name: 'report-delete',
  access: 'moderator',
  async run(interaction, app, id) {
    if (!isReport(interaction.message))
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
    const view = await findReported(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    const { guildId } = placeOf(interaction, app.config);
    const [userId, reportId] = [interaction.user.id, interaction.message.id];
    // What was drawn elsewhere is taken away here alone.
    if (guildId !== null && view.request.guild_id !== guildId)
      await removeFromServer(app, view, guildId, { userId, keptId: reportId });
    else await removeResult(app, view, { userId, as: 'moderator' }, reportId);
    await markReport(interaction, app, id, { outcome: 'deleted' });
  },
});
