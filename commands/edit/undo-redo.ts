// Undo and Redo: the image before an edit is put back in place, or the edit again, wherever the
// result is shown.
import type { StringSelectMenuInteraction } from 'discord.js';
import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { uploadLimitOf } from '../../src/discord/api/limits.ts';
import { deferUpdate } from '../../src/discord/api/respond.ts';
import { sendWithFallbacks } from '../../src/discord/delivery/message-payload.ts';
import { showElsewhere } from '../../src/discord/delivery/update-copies.ts';
import { rebindToClickedMessage } from '../../src/discord/requests/rebind-message.ts';
import { UserError } from '../../src/errors.ts';
import { shownTasks } from '../../src/tasks/requests/request-images.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { findOwnRequest, finishedTask } from '../shared/find-request.ts';

/**
 * Only an edit has an image before it.
 * @throws {UserError} for another, and where that image has been taken away
 */
export async function imageBefore(
  { inputs }: RequestView,
  interaction: StringSelectMenuInteraction,
  app: App,
): Promise<string> {
  const { t } = app.languageOf(interaction.locale);
  const imageId = inputs[0]?.image_id;
  if (!imageId) throw new UserError(t('refusal.noImageBefore'));
  if ((await app.requests.takenAway([imageId])).length > 0) throw new UserError(t('refusal.imageDeleted'));
  return imageId;
}

/**
 * Free, and its author's alone; of several images all are swapped.
 * @param undone whether the image before is to be shown
 */
export async function swapImage(
  interaction: StringSelectMenuInteraction,
  app: App,
  id: string,
  undone: boolean,
): Promise<void> {
  const view = await findOwnRequest(interaction, app, id);
  finishedTask(view, interaction, app);
  const wanted = undone
    ? [await imageBefore(view, interaction, app)]
    : shownTasks(view).map(({ image_id }) => image_id);
  const kept = await Promise.all(wanted.map((imageId) => app.images.find(imageId)));
  const { t } = app.languageOf(interaction.locale);
  if (!kept.some(Boolean)) throw new UserError(t('refusal.imageGone'));
  const { request } = view;
  const { id: clickedId, flags } = interaction.message;
  const posting = (await app.requests.messageCopiesOf(request.id)).find(({ messageId }) => messageId === clickedId);
  // One of several that was shown to its author alone is not what shows the request.
  if (!posting && id !== request.id && flags.has(MessageFlags.Ephemeral) && clickedId !== request.message_id)
    throw new UserError(t('refusal.unknownCommand'));
  await deferUpdate(app.webhook, interaction);
  if (posting) {
    await app.tasks.markUndone(request.id, undone);
    await editPosting(interaction, app, posting.taskId ?? request.id);
  } else {
    await rebindToClickedMessage(app, interaction, request.id);
    await app.tasks.setUndone(request.id, undone);
  }
  // Moderators see what is shown now, whatever was shown when it was posted.
  await app.tasks.copyPostings(request.id);
  await showElsewhere(app, request.id, clickedId);
}

/**
 * What was posted from the history stands beside the request's own message, which it must not
 * displace.
 */
async function editPosting(interaction: StringSelectMenuInteraction, app: App, imageId: string): Promise<void> {
  const view = await app.requests.findImage(imageId);
  if (!view) return;
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
  await sendWithFallbacks(
    app,
    view,
    { limitBytes: uploadLimitOf(interaction), waiting: 'person' },
    ({ message, files, attachments }) =>
      app.webhook.patch(route, { body: { ...message, attachments }, files, auth: false }),
  );
}
