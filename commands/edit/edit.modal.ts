// The form for an edit or a changed request, sent: its draft says what it is about. A refusal keeps
// what was typed, with a button back into the form.
import type { ModalSubmitInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { guildContextOf } from '../../src/discord/interactions/guild-context.ts';
import { quote } from '../../src/discord/rendering/safe-text.ts';
import { acceptRequest } from '../../src/discord/requests/submit-from-interaction.ts';
import { UserError } from '../../src/errors.ts';
import type { GenerationRequest } from '../../src/tasks/requests/generation-request.ts';
import { strongestSpoiler } from '../../src/tasks/requests/request-options.ts';
import type { Translate } from '../../src/text/text.ts';
import { type ChatOptions, parseChatOptions } from '../options/parse-options.ts';
import { withPreset } from '../options/use-preset.ts';
import { chooseOptions } from '../options/validate-options.ts';
import { refuseAvatar } from './avatar-permission.ts';
import { type EditFields, readEditForm } from './edit-form.ts';
import { type EditDraft, findEditDraft } from './open-edit-form.ts';
import { refuseTooMany } from './validate-attachments.ts';

export const sendEdit = defineCommand({
  kind: 'modal',
  name: 'edit',
  async run(interaction, app, id) {
    const draft = await findEditDraft(interaction, app, id);
    const fields = readEditForm(interaction, draft.fields);
    await app.drafts.keepFields(id, JSON.stringify(fields));
    try {
      await acceptRequest(interaction, app, await toRequest(interaction, app, { ...draft, fields }));
    } catch (error) {
      // All of it is kept: the refusal comes with a way back into the form, where that can help.
      if (error instanceof UserError && error.offersChange) error.draftId = id;
      throw error;
    }
  },
});

async function toRequest(interaction: ModalSubmitInteraction, app: App, draft: EditDraft): Promise<GenerationRequest> {
  const language = app.languageOf(interaction.locale);
  const { fields } = draft;
  // Since the form was opened, an avatar's owner or the server may have thought better of it, and a
  // result may have been taken away.
  if (draft.subjectAccountId !== undefined) await refuseAvatar(interaction, app, draft.subjectAccountId);
  const inputs = fields.images.flatMap((index) => draft.sources[index] ?? []);
  for (const { taskId } of inputs)
    if (taskId !== undefined && (await app.requests.isTaskDeleted(taskId)))
      throw new UserError(language.t('refusal.imageDeleted'));
  const { kind, subjectAccountId: avatarOf } = draft;
  const isEdit = kind !== 'imagine';
  const { t } = language;
  refuseTooMany(inputs, t);
  if (isEdit && inputs.length === 0) throw new UserError(t('refusal.noImageChosen'));
  const { guildId, settings } = await guildContextOf(interaction, app);
  const { preset, ...typed } = readTypedOptions(fields, t);
  const given = {
    ...typed,
    prompt: fields.prompt,
    // What is chosen counts before what is written.
    aspect_ratio: fields.aspectRatio ?? typed.aspect_ratio ?? null,
    isPrivate: draft.mustBePrivate || fields.isPrivate,
  };
  const use = { userId: interaction.user.id, guildId, isEdit };
  const options = await chooseOptions(await withPreset(given, app, { ...use, chosen: preset }, t), app, language, {
    guildId,
    settings,
    isEdit,
  });
  // What comes of something hidden is hidden, whatever the preset or the options say.
  const spoiler = strongestSpoiler(draft.spoiler, options.spoiler, ...inputs.map(({ isSpoiler }) => isSpoiler));
  return { kind, options: { ...options, spoiler, ...(avatarOf === undefined ? {} : { avatarOf }) }, inputs };
}

const SHOWN_MAX = 60;

/**
 * From the field for all options, or the one for a seed alone.
 * @throws {UserError} for what is no option
 */
function readTypedOptions({ options, seed }: EditFields, t: Translate): Partial<ChatOptions> {
  if (options === null) {
    if (seed !== '' && !/^\d+$/.test(seed)) throw new UserError(t('refusal.seed'));
    return { seed: seed === '' ? null : Number(seed) };
  }
  // Which images are meant is a field of its own.
  const { prompt: unread, image: _chosen, ...typed } = parseChatOptions(options, t);
  if (unread !== '') throw new UserError(t('refusal.noOption', { value: quote(unread, SHOWN_MAX) }));
  return typed;
}
