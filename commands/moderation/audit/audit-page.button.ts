// Another page of /moderate audit. Rights are looked at anew.

import { deferUpdate, editAnswer } from '../../../src/discord/api/respond.ts';
import { requireServer } from '../../../src/discord/interactions/access.ts';
import { defineCommand } from '../../../src/discord/interactions/define-command.ts';
import { readAuditView, showAudit } from './audit.ts';

export const turnAuditPage = defineCommand({
  kind: 'button',
  name: 'audit',
  access: 'moderator',
  async run(interaction, app, id) {
    const guildId = await requireServer(interaction, 'moderator', app);
    await deferUpdate(app.webhook, interaction);
    await editAnswer(app.webhook, interaction, await showAudit(interaction, app, guildId, readAuditView(id)));
  },
});
