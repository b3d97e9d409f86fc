// Details: everything about a picture, for whoever asks, alone.
import { deferAnswer, editAnswer } from '../../src/discord/answer.ts';
import { showConceding } from '../../src/discord/conceding.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { describeDetails } from '../../src/discord/describe-details.ts';
import { chainOf } from '../../src/tasks/lineage.ts';
import { findShownRequest } from '../editing/shown-request.ts';

export const details = defineCommand({
  kind: 'button',
  name: 'details',
  async run(interaction, app, id) {
    const chain = await chainOf(app.db, await findShownRequest(interaction, app, id));
    const { models } = app.prices;
    const reading = { readerId: interaction.user.id, language: app.languageOf(interaction.locale), models };
    // First answers are given once: what AutoMod may refuse is an edit.
    await deferAnswer(app.webhook, interaction, true);
    await showConceding((hideWords) =>
      editAnswer(app.webhook, interaction, describeDetails(chain, { ...reading, hideWords })),
    );
  },
});
