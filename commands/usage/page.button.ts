// Another page of /usage top. Rights are looked at anew.
import { deferUpdate, editAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { showTop } from './views.ts';

export const turnUsagePage = defineCommand({
  kind: 'button',
  name: 'usage-top',
  access: 'moderator',
  async run(interaction, app, id) {
    const [, span = '', page = '0'] = /^(.*)-(\d{1,6})$/.exec(id) ?? [];
    await deferUpdate(app.webhook, interaction);
    await editAnswer(app.webhook, interaction, await showTop(interaction, app, { span, withCsv: false }, Number(page)));
  },
});
