// /usage: what images cost. Everybody sees their own, moderators everybody's in their server,
// operators everything.
import type { ChatInputCommandInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { deferAnswer, editAnswer, type PrivateAnswer, tellPrivately } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { toSpanText, usageData } from './usage-data.ts';
import { showHost, showMe, showMember, showServer, showTop, type UsageView } from './views.ts';

export const usage = defineCommand({
  kind: 'slash',
  name: 'usage',
  data: usageData,
  async run(interaction, app) {
    const { options, locale } = interaction;
    const given = { period: options.getString('period'), from: options.getString('from'), to: options.getString('to') };
    const withCsv = options.getBoolean('csv') ?? false;
    const isPlain = given.period === null && given.from === null && given.to === null && !withCsv;
    if (isPlain && options.getSubcommand() === 'me') {
      await tellPrivately(app.webhook, interaction, await showMe(interaction, app, undefined));
      return;
    }
    const view = { span: toSpanText(given, app.languageOf(locale).t), withCsv };
    // Drawing a chart may take longer than Discord waits.
    await deferAnswer(app.webhook, interaction, true);
    await editAnswer(app.webhook, interaction, await look(interaction, app, view));
  },
});

function look(interaction: ChatInputCommandInteraction, app: App, view: UsageView): Promise<PrivateAnswer> {
  const { options } = interaction;
  switch (options.getSubcommand()) {
    case 'member':
      return showMember(interaction, app, options.getUser('member', true), view);
    case 'server':
      return showServer(interaction, app, view);
    case 'top':
      return showTop(interaction, app, view, 0);
    case 'host':
      return showHost(interaction, app, view);
    default:
      return showMe(interaction, app, view);
  }
}
