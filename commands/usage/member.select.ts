// From /usage top to one of its members: what they made and spent. Rights are looked at anew.
import { deferAnswer, editAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { showMember } from './views.ts';

export const chooseUsageMember = defineCommand({
  kind: 'select',
  name: 'usage-member',
  access: 'moderator',
  async run(interaction, app, span) {
    const [id = ''] = interaction.values;
    // Anybody can send any value.
    if (!/^\d{15,20}$/.test(id)) throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownCommand'));
    await deferAnswer(app.webhook, interaction, true);
    const view = { span, withCsv: false };
    await editAnswer(app.webhook, interaction, await showMember(interaction, app, { id, displayName: '' }, view));
  },
});
