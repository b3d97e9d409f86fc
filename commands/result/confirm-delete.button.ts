// Delete and Keep, in answer to the question: for whoever was asked, while they still may.
import { accountOf } from '../../src/accounts/accounts.store.ts';
import { CONTENT_MAX } from '../../src/discord/api/limits.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { joinSentences } from '../../src/text/join-words.ts';
import { findDeletable } from '../confirming/deletable.ts';
import { deleteResult } from '../confirming/delete-result.ts';
import { findPending } from '../confirming/find-pending.ts';
import { settleQuestion, takeAnswer } from '../confirming/settle-question.ts';

export const confirmDelete = defineCommand({
  kind: 'button',
  name: 'delete-confirm',
  async run(interaction, app, id) {
    const language = app.languageOf(interaction.locale);
    const { t } = language;
    const pending = await findPending(interaction, app, id);
    const view = await app.requests.findImage(pending.image_id);
    // Somebody else was faster, or it was clicked twice.
    const isGone = !view || view.request.deleted_at !== null;
    const deletable = isGone ? undefined : await findDeletable(interaction, app, pending.image_id, pending.message_id);
    await takeAnswer(interaction, app);
    let left: string[] = [];
    if (deletable) {
      const chosen = {
        channelId: pending.channel_id,
        messageId: pending.message_id,
        isEphemeral: pending.is_ephemeral === 1,
        applicationId: interaction.applicationId,
        token: pending.interaction_token,
      };
      left = await deleteResult(app, deletable, { userId: interaction.user.id, chosen }, t);
    }
    const sentences = [t(deletable ? 'deletion.done' : 'deletion.already'), ...left];
    await settleQuestion(interaction, app, cut(joinSentences(sentences, language), CONTENT_MAX));
    await app.pendingDeletions.end(id, pending.account_id);
  },
});

export const doNotDelete = defineCommand({
  kind: 'button',
  name: 'delete-not',
  async run(interaction, app, id) {
    await takeAnswer(interaction, app);
    await app.pendingDeletions.end(id, await accountOf(app.db, interaction.user.id, app.now()));
    await settleQuestion(interaction, app, app.languageOf(interaction.locale).t('deletion.not'));
  },
});
