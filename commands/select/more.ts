// More…: what else can be done with a result.
import type { StringSelectMenuInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { hasAccess } from '../../src/discord/access.ts';
import { adoptMessage } from '../../src/discord/adopt-message.ts';
import { deferAnswer, deferUpdate, editAnswer, showModal } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { ATTACHMENT_DESCRIPTION_MAX, UPLOAD_MAX_BYTES } from '../../src/discord/limits.ts';
import { type MoreAction, moreActions } from '../../src/discord/result-controls.ts';
import { cut, plainLine } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { fitForUpload } from '../../src/media/fit-for-upload.ts';
import { sideBySide } from '../../src/media/side-by-side.ts';
import { type RequestView, setUndone } from '../../src/tasks/requests.store.ts';
import { aspectRatioForm } from '../editing/aspect-ratio-form.ts';
import { findOwnRequest, findShownRequest, finishedTask } from '../editing/shown-request.ts';
import { presetForm } from '../presets/preset-form.ts';

export const more = defineCommand({
  kind: 'select',
  name: 'more',
  async run(interaction, app, id) {
    const [value] = interaction.values;
    const action = moreActions.find((known) => known === value);
    if (!action) throw new UserError(app.languageOf(interaction.locale).t('refusal.unknownCommand'));
    await ACTIONS[action](interaction, app, id);
  },
});

type Action = (interaction: StringSelectMenuInteraction, app: App, id: string) => Promise<void>;

const ACTIONS: Readonly<Record<MoreAction, Action>> = {
  'aspect-ratio': askForAspectRatio,
  'before-after': showBeforeAndAfter,
  undo: (interaction, app, id) => swap(interaction, app, id, true),
  redo: (interaction, app, id) => swap(interaction, app, id, false),
  'save-preset': askForPreset,
};

async function askForAspectRatio(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const view = await findShownRequest(interaction, app, id);
  const { params } = finishedTask(view, interaction, app);
  const { aspect_ratio }: { aspect_ratio?: string } = JSON.parse(params);
  await showModal(
    app.webhook,
    interaction,
    aspectRatioForm(id, aspect_ratio ?? null, app.languageOf(interaction.locale).t),
  );
}

async function askForPreset(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const { request } = await findShownRequest(interaction, app, id);
  const mayShare = await hasAccess(interaction, 'manager', app);
  const { t } = app.languageOf(interaction.locale);
  await showModal(app.webhook, interaction, presetForm(id, request.prompt, mayShare, t));
}

/** Only an edit has a picture before it. @throws {UserError} for another */
function pictureBefore({ inputs }: RequestView, interaction: StringSelectMenuInteraction, app: App): string {
  const pictureId = inputs[0]?.picture_id;
  if (pictureId) return pictureId;
  throw new UserError(app.languageOf(interaction.locale).t('refusal.noPictureBefore'));
}

async function showBeforeAndAfter(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const view = await findShownRequest(interaction, app, id);
  const { t } = app.languageOf(interaction.locale);
  const beforeId = pictureBefore(view, interaction, app);
  const { picture_id } = finishedTask(view, interaction, app);
  await deferAnswer(app.webhook, interaction, true);
  const [before, after] = await Promise.all([app.pictures.read(beforeId), app.pictures.read(picture_id ?? '')]);
  if (!before || !after) throw new UserError(t('refusal.pictureGone'));
  const { bytes, extension } = await fitForUpload(await sideBySide(before, after), UPLOAD_MAX_BYTES);
  const inWords = t('more.beforeAfterInWords', { prompt: plainLine(view.request.prompt) });
  const description = cut(inWords, ATTACHMENT_DESCRIPTION_MAX);
  await editAnswer(app.webhook, interaction, {
    content: t('more.beforeAfterShown'),
    files: [{ name: `before-after.${extension}`, data: bytes, description }],
  });
}

async function swap(interaction: StringSelectMenuInteraction, app: App, id: string, undone: boolean): Promise<void> {
  const view = await findOwnRequest(interaction, app, id);
  const beforeId = pictureBefore(view, interaction, app);
  if (!(await app.pictures.find(beforeId)))
    throw new UserError(app.languageOf(interaction.locale).t('refusal.pictureGone'));
  await deferUpdate(app.webhook, interaction);
  const { id: requestId } = view.request;
  await adoptMessage(app, interaction, requestId);
  await setUndone(app.db, requestId, undone, app.now());
  app.display.deliver(requestId);
}
