// Post one of one's own pictures here, for everybody: free, and with everything that can be done with a result.

import { Routes } from 'discord-api-types/v10';
import { deferAnswer } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { UPLOAD_MAX_BYTES } from '../../src/discord/limits.ts';
import { packRequest } from '../../src/discord/pack-request.ts';
import { accountOf } from '../../src/tasks/accounts.store.ts';
import { addShowing } from '../../src/tasks/requests.store.ts';
import { refuseBlocked } from '../editing/refuse-blocked.ts';
import { findOwnRequest, finishedPicture } from '../editing/shown-request.ts';

export const postFromHistory = defineCommand({
  kind: 'select',
  name: 'history-post',
  async run(interaction, app) {
    const view = await findOwnRequest(interaction, app, interaction.values[0] ?? '');
    finishedPicture(view, interaction, app);
    await refuseBlocked(interaction, app, await accountOf(app.db, interaction.user.id, app.now()));
    const { messageId, isPrivate } = await deferAnswer(app.webhook, interaction, false);
    const limitBytes = Math.min(interaction.attachmentSizeLimit || UPLOAD_MAX_BYTES, UPLOAD_MAX_BYTES);
    const { message, files, attachments } = await packRequest(app, view, { limitBytes });
    const { channelId } = interaction;
    // Where Discord made the answer private, it is as private as before. Known first, since its buttons may be clicked as soon as it is seen.
    if (messageId !== null && !isPrivate && channelId !== null)
      await addShowing(app.db, view.request.id, { messageId, channelId, now: app.now() });
    const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
    await app.webhook.patch(route, { body: { ...message, attachments }, files, auth: false });
  },
});
