// More…: what else can be done with a result.
import type { StringSelectMenuInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { withAutoModFallback } from '../../src/discord/api/automod-fallback.ts';
import { ATTACHMENT_DESCRIPTION_MAX, uploadLimitOf } from '../../src/discord/api/limits.ts';
import { deferAnswer, editAnswer, showModal } from '../../src/discord/api/respond.ts';
import { hasAccess } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { plainPrompt } from '../../src/discord/rendering/hidden-prompt.ts';
import { type MoreAction, moreActions } from '../../src/discord/rendering/result-controls.ts';
import { cut } from '../../src/discord/rendering/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { imageGate } from '../../src/media/image-gate.ts';
import { aspectRatioOf, optionsOf } from '../../src/tasks/requests/request-options.ts';
import { askToDelete } from '../confirming/delete-result.ts';
import { imageBefore, swapImage } from '../edit/undo-redo.ts';
import { aspectRatioForm } from '../imagine/aspect-ratio-form.ts';
import { presetForm } from '../presets/preset-form.ts';
import { findShownRequest, finishedTask } from '../shared/find-request.ts';

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
  undo: (interaction, app, id) => swapImage(interaction, app, id, true),
  redo: (interaction, app, id) => swapImage(interaction, app, id, false),
  'save-preset': askForPreset,
  delete: askToDelete,
  'delete-all': askToDelete,
};

async function askForAspectRatio(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const view = await findShownRequest(interaction, app, id);
  const ratio = aspectRatioOf(finishedTask(view, interaction, app)) ?? null;
  await showModal(app.webhook, interaction, aspectRatioForm(id, ratio, app.languageOf(interaction.locale).t));
}

async function askForPreset(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const { request } = await findShownRequest(interaction, app, id);
  const mayShare = await hasAccess(interaction, 'manager', app);
  const { t } = app.languageOf(interaction.locale);
  await showModal(app.webhook, interaction, presetForm(id, request.prompt, mayShare, t));
}

async function showBeforeAndAfter(interaction: StringSelectMenuInteraction, app: App, id: string): Promise<void> {
  const view = await findShownRequest(interaction, app, id);
  const { t } = app.languageOf(interaction.locale);
  const beforeId = await imageBefore(view, interaction, app);
  const { image_id } = finishedTask(view, interaction, app);
  await deferAnswer(app.webhook, interaction, true);
  const { bytes, extension } = await imageGate.run(async () => {
    const [before, after] = await Promise.all([app.images.read(beforeId), app.images.read(image_id ?? '')]);
    if (!before || !after) throw new UserError(t('refusal.imageGone'));
    return app.media.fitForUpload(await app.media.sideBySide(before, after), uploadLimitOf(interaction));
  }, 'person');
  const name = `${optionsOf(view.request).spoiler ? 'SPOILER_' : ''}before-after.${extension}`;
  await withAutoModFallback((hidePrompt) => {
    const prompt = hidePrompt ? t('request.gone') : plainPrompt(view.request, t);
    const description = cut(t('more.beforeAfterInWords', { prompt }), ATTACHMENT_DESCRIPTION_MAX);
    return editAnswer(app.webhook, interaction, {
      content: t('more.beforeAfterShown'),
      files: [{ name, data: bytes, description }],
    });
  });
}
