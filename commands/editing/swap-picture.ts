// Undo and Redo: the picture before an edit is put back in place, or the edit again, wherever the result is shown.
import type { StringSelectMenuInteraction } from 'discord.js';
import { Routes } from 'discord-api-types/v10';
import type { App } from '../../src/app.ts';
import { adoptMessage } from '../../src/discord/adopt-message.ts';
import { deferUpdate } from '../../src/discord/answer.ts';
import { uploadLimitOf } from '../../src/discord/limits.ts';
import { packConceding } from '../../src/discord/pack-request.ts';
import { showElsewhere } from '../../src/discord/show-elsewhere.ts';
import { UserError } from '../../src/errors.ts';
import { findRequest, markUndone, type RequestView, setUndone, showingsOf } from '../../src/tasks/requests.store.ts';
import { findOwnRequest, finishedTask } from './shown-request.ts';

/** Only an edit has a picture before it. @throws {UserError} for another */
export function pictureBefore({ inputs }: RequestView, interaction: StringSelectMenuInteraction, app: App): string {
  const pictureId = inputs[0]?.picture_id;
  if (pictureId) return pictureId;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.noPictureBefore'));
}

/** Free, and its author's alone. @param undone whether the picture before is to be shown */
export async function swapPicture(
  interaction: StringSelectMenuInteraction,
  app: App,
  id: string,
  undone: boolean,
): Promise<void> {
  const view = await findOwnRequest(interaction, app, id);
  const { picture_id } = finishedTask(view, interaction, app);
  const wantedId = undone ? pictureBefore(view, interaction, app) : picture_id;
  if (!(await app.pictures.find(wantedId ?? '')))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.pictureGone'));
  await deferUpdate(app.webhook, interaction);
  const clickedId = interaction.message.id;
  const isPosting = (await showingsOf(app.db, id)).some(({ messageId }) => messageId === clickedId);
  if (isPosting) {
    await markUndone(app.db, id, undone, app.now());
    await editPosting(interaction, app, id);
  } else {
    await adoptMessage(app, interaction, id);
    await setUndone(app.db, id, undone, app.now());
    app.display.deliver(id);
  }
  await showElsewhere(app, id, clickedId);
}

/** What was posted from the history stands beside the request's own message, which it must not displace. */
async function editPosting(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const view = await findRequest(app.db, id);
  if (!view) return;
  const route = Routes.webhookMessage(interaction.applicationId, interaction.token, '@original');
  await packConceding(app, view, { limitBytes: uploadLimitOf(interaction) }, ({ message, files, attachments }) =>
    app.webhook.patch(route, { body: { ...message, attachments }, files, auth: false }),
  );
}
