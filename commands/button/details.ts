// Details: everything about a picture, for whoever asks, alone.
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { describeDetails } from '../../src/discord/describe-details.ts';
import { chainOf } from '../../src/tasks/lineage.ts';
import { findShownRequest } from '../editing/shown-request.ts';

export const details = defineCommand({
  kind: 'button',
  name: 'details',
  async run(interaction, app, id) {
    const chain = await chainOf(app.db, await findShownRequest(interaction, app, id));
    const words = describeDetails(chain, interaction.user.id, app.languageOf(interaction.locale));
    await tellPrivately(app.webhook, interaction, words);
  },
});
