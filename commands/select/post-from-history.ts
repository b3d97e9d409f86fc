// Post one of one's own pictures here, for everybody: free, and with everything that can be done with a result.

import { Routes } from 'discord-api-types/v10';
import { askedAt } from '../../src/discord/access.ts';
import { deferAnswer } from '../../src/discord/answer.ts';
import { checkRules } from '../../src/discord/check-rules.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { uploadLimitOf } from '../../src/discord/limits.ts';
import { packConceding } from '../../src/discord/pack-request.ts';
import { UserError } from '../../src/errors.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { standingPicture } from '../../src/tasks/gallery.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import { addPosting, withdrawPosting } from '../../src/tasks/requests.store.ts';
import { withdrawCancel } from '../../src/tasks/tasks.store.ts';
import { refuseBlocked } from '../editing/refuse-blocked.ts';
import { findOwnRequest, finishedPicture } from '../editing/shown-request.ts';

export const postFromHistory = defineCommand({
  kind: 'select',
  name: 'history-post',
  async run(interaction, app) {
    const language = app.languageOf(interaction.locale);
    const found = await findOwnRequest(interaction, app, interaction.values[0] ?? '');
    const task = finishedPicture(found, interaction, app);
    if (!(await app.pictures.find(standingPicture(found, task) ?? '')))
      throw new UserError(language.t('refusal.pictureGone'));
    await refuseBlocked(interaction, app, await accountOf(app.db, interaction.user.id, app.now()));
    // It may come from another server, with other words and a more lenient moderation.
    const at = askedAt(interaction, app.config);
    await checkRules(app, at, optionsOf(found.request), language);
    const { messageId, isPrivate } = await deferAnswer(app.webhook, interaction, false);
    // Whoever posts what they had called off wants it shown after all.
    await withdrawCancel(app.db, task.request_id, task.id);
    const view = await findOwnRequest(interaction, app, task.id);
    // Where Discord made the answer private, it is as private as before.
    const isPosted = messageId !== null && !isPrivate && interaction.channelId !== null;
    // Before it shows: its buttons look it up.
    const posting = isPosted
      ? await addPosting(app.db, task, { messageId, channelId: interaction.channelId, now: app.now() })
      : undefined;
    const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
    // Public, and by this server's rule about costs.
    const request = { ...view.request, is_private: 0, guild_id: at.guildId };
    await packConceding(
      app,
      { ...view, request },
      { limitBytes: uploadLimitOf(interaction), waiting: 'person' },
      ({ message, files, attachments }) =>
        app.webhook.patch(route, { body: { ...message, attachments }, files, auth: false }),
    ).catch(async (error: unknown) => {
      if (posting) await withdrawPosting(app.db, posting);
      throw error;
    });
  },
});
