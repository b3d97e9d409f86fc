// The form for an edit, sent: its draft says what it is about. A refusal keeps what was typed, with a button back into the form.
import type { ModalSubmitInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { placeOf } from '../../src/discord/access.ts';
import type { Ask } from '../../src/discord/admit-ask.ts';
import { tellPrivately } from '../../src/discord/answer.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { button, row } from '../../src/discord/result-controls.ts';
import { UserError } from '../../src/errors.ts';
import { keepFields } from '../../src/tasks/drafts.store.ts';
import { isTaskDeleted } from '../../src/tasks/requests.store.ts';
import { refuseAvatar } from '../editing/avatars.ts';
import { refuseTooMany } from '../editing/declared-pictures.ts';
import { readEditForm } from '../editing/edit-form.ts';
import { type EditDraft, findEditDraft } from '../editing/open-edit-form.ts';
import { chooseOptions } from '../options/choose-options.ts';

export const sendEdit = defineCommand({
  kind: 'modal',
  name: 'edit',
  async run(interaction, app, id) {
    const draft = await findEditDraft(interaction, app, id);
    const fields = readEditForm(interaction, draft.fields);
    await keepFields(app.db, id, JSON.stringify(fields));
    try {
      await acceptRequest(interaction, app, await toAsk(interaction, app, { ...draft, fields }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { t } = app.languageOf(interaction.locale);
      const components = [row(button('open-draft', t('button.changeDraft'), id))];
      await tellPrivately(app.webhook, interaction, { content: error.message, components });
    }
  },
});

async function toAsk(interaction: ModalSubmitInteraction, app: App, draft: EditDraft): Promise<Ask> {
  const language = app.languageOf(interaction.locale);
  const { fields } = draft;
  // Since the form was opened, an avatar's owner or the server may have thought better of it, and a result may have been taken away.
  if (draft.subjectAccountId !== undefined) await refuseAvatar(interaction, app, draft.subjectAccountId);
  const inputs = fields.pictures.flatMap((index) => draft.sources[index] ?? []);
  for (const { taskId } of inputs)
    if (taskId !== undefined && (await isTaskDeleted(app.db, taskId)))
      throw new UserError(language.t('refusal.pictureDeleted'));
  refuseTooMany(inputs, language.t);
  if (inputs.length === 0) throw new UserError(language.t('refusal.noPictureChosen'));
  if (fields.seed !== '' && !/^\d+$/.test(fields.seed)) throw new UserError(language.t('refusal.seed'));
  const options = await chooseOptions(
    {
      prompt: fields.prompt,
      aspect_ratio: fields.aspectRatio,
      seed: fields.seed === '' ? null : Number(fields.seed),
      spoiler: draft.spoiler,
      isPrivate: draft.mustBePrivate || fields.isPrivate,
    },
    app,
    language,
    { guildId: placeOf(interaction, app.config).guildId, isEdit: true },
  );
  const { kind, subjectAccountId: avatarOf } = draft;
  return { kind, options: { ...options, ...(avatarOf === undefined ? {} : { avatarOf }) }, inputs };
}
