// Cancel: free before the provider has it; after that it is charged all the same, which is said and
// asked about first.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { deferUpdate } from '../../src/discord/api/respond.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { rebindToClickedMessage } from '../../src/discord/requests/rebind-message.ts';
import { UserError } from '../../src/errors.ts';
import { cancelAnyway, cancelOrAsk, describeCancelled, whyTooLate } from '../confirming/cancel-request.ts';
import { settleQuestion, takeAnswer } from '../confirming/settle-question.ts';
import { findGovernedRequest } from '../shared/find-request.ts';

export const cancel = defineCommand({
  kind: 'button',
  name: 'cancel',
  async run(interaction, app, id) {
    const governed = await findGovernedRequest(interaction, app, id);
    await deferUpdate(app.webhook, interaction);
    const result = await cancelOrAsk(interaction, app, governed);
    if (result.outcome === 'charged-anyway' || result.cancelled + result.started.length > 0) return;
    const reason = await whyTooLate(app, governed.view, app.languageOf(interaction.locale));
    await showEnd(interaction, app, governed.view.request.id);
    throw new UserError(reason);
  },
});

/** Cancel anyway, in answer to the question: whatever has become of the request since. */
export const confirmCancel = defineCommand({
  kind: 'button',
  name: 'cancel-anyway',
  async run(interaction, app, id) {
    const governed = await findGovernedRequest(interaction, app, id);
    await takeAnswer(interaction, app);
    const language = app.languageOf(interaction.locale);
    const result = await cancelAnyway(interaction, app, governed);
    const isDone = result.outcome === 'done' && result.cancelled + result.started.length > 0;
    const words = isDone ? describeCancelled(result, language) : await whyTooLate(app, governed.view, language);
    await settleQuestion(interaction, app, words);
  },
});

/** Let it finish: nothing is done. */
export const doNotCancel = defineCommand({
  kind: 'button',
  name: 'cancel-not',
  async run(interaction, app) {
    await takeAnswer(interaction, app);
    await settleQuestion(interaction, app, app.languageOf(interaction.locale).t('cancel.not'));
  },
});

/**
 * A message that still offers Cancel does not show the end yet: Discord may have refused to. The
 * click's own token can.
 */
async function showEnd(interaction: ButtonInteraction, app: App, requestId: string): Promise<void> {
  const view = await app.requests.find(requestId);
  if (!view || view.request.deleted_at !== null || view.request.message_id !== interaction.message.id) return;
  await rebindToClickedMessage(app, interaction, requestId);
  await app.tasks.showAgain(requestId);
}
