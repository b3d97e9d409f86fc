// Details: everything about an image, for whoever asks, alone.

import { withAutoModFallback } from '../../src/discord/api/automod-fallback.ts';
import { deferAnswer, editAnswer } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { describeDetails } from '../../src/discord/rendering/describe-details.ts';
import { findShownRequest } from '../shared/find-request.ts';

export const details = defineCommand({
  kind: 'button',
  name: 'details',
  async run(interaction, app, id) {
    const chain = await app.requests.chainOf(await findShownRequest(interaction, app, id));
    const { models } = app.prices;
    const reading = { readerId: interaction.user.id, language: app.languageOf(interaction.locale), models };
    // First answers are given once: what AutoMod may refuse is an edit.
    await deferAnswer(app.webhook, interaction, true);
    await withAutoModFallback((hideWords) =>
      editAnswer(app.webhook, interaction, describeDetails(chain, { ...reading, hideWords })),
    );
  },
});
