// Resolve, on a report: a moderator has looked at it and leaves the image as it is.

import { deferUpdate } from '../../../src/discord/api/respond.ts';
import { requireServer } from '../../../src/discord/interactions/access.ts';
import { defineCommand } from '../../../src/discord/interactions/define-command.ts';
import { UserError } from '../../../src/errors.ts';
import { clickedReport, isReport, markClicked } from './report-message.ts';

export const resolveReport = defineCommand({
  kind: 'button',
  name: 'report-resolve',
  access: 'moderator',
  async run(interaction, app, id) {
    await requireServer(interaction, 'moderator', app);
    if (!isReport(interaction.message))
      throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownRequest'));
    await deferUpdate(app.webhook, interaction);
    const mark = { outcome: 'resolved', moderatorId: interaction.user.id, at: app.now() } as const;
    await markClicked(
      app,
      clickedReport(interaction, id),
      mark,
      app.languageOf(interaction.guildLocale ?? interaction.locale),
    );
  },
});
