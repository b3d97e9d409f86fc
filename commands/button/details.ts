// Details: everything about a picture, for whoever asks, alone.
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { describeDetails } from '../../src/discord/describe-details.ts';
import { isBlockedByAutoMod } from '../../src/discord/discord-error.ts';
import { chainOf } from '../../src/tasks/lineage.ts';
import { findShownRequest } from '../editing/shown-request.ts';

export const details = defineCommand({
  kind: 'button',
  name: 'details',
  async run(interaction, app, id) {
    const chain = await chainOf(app.db, await findShownRequest(interaction, app, id));
    const { models } = app.prices;
    const reading = { readerId: interaction.user.id, language: app.languageOf(interaction.locale), models };
    try {
      await tellPrivately(app.webhook, interaction, describeDetails(chain, reading));
    } catch (error) {
      if (!isBlockedByAutoMod(error)) throw error;
      await tellPrivately(app.webhook, interaction, describeDetails(chain, { ...reading, hideWords: true }));
    }
  },
});
