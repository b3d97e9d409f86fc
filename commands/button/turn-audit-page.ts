// Another page of /moderate audit. Rights are looked at anew.
import { requireServer } from '../../src/discord/access.ts';
import { deferUpdate, editAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { readAuditView, showAudit } from '../moderation/audit.ts';

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
