// Change the prompt: what was refused, in a form with everything as it was asked for.
import type { ButtonInteraction } from 'discord.js';
import type { App } from '../../src/app.ts';
import { placeOf } from '../../src/discord/interactions/access.ts';
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { UserError } from '../../src/errors.ts';
import { presetKey } from '../../src/presets/presets.store.ts';
import type { InputSource } from '../../src/tasks/requests/input-source.ts';
import type { RequestOptions } from '../../src/tasks/requests/request-options.ts';
import { openEditForm } from '../edit/open-edit-form.ts';
import { expand, usablePresets, writtenPreset } from '../options/use-preset.ts';
import { writeOptions } from '../options/write-options.ts';
import { findOwnRequest } from '../shared/find-request.ts';
import { startAgain } from './repeat-request.ts';

export const changePrompt = defineCommand({
  kind: 'button',
  name: 'change-prompt',
  async run(interaction, app, id) {
    const view = await findOwnRequest(interaction, app, id);
    const { kind, parent_task_id, is_private } = view.request;
    const { options, inputs } = await startAgain(view, interaction, app);
    // An edit is a step in the chain of the image that it starts from.
    const sources = inputs.map(
      (input, index): InputSource =>
        index === 0 && parent_task_id !== null ? { ...input, taskId: parent_task_id } : input,
    );
    const { t } = app.languageOf(interaction.locale);
    const kept = sources.flatMap((source) => ('imageId' in source ? [source.imageId] : []));
    if ((await app.requests.takenAway(kept)).length > 0) throw new UserError(t('refusal.imageDeleted'));
    for (const imageId of kept) if (!(await app.images.find(imageId))) throw new UserError(t('refusal.imageGone'));
    // Where nothing was there before that may have been hidden, it is an option like any other.
    const isOwnChoice = sources.length === 0 && parent_task_id === null;
    const start = {
      kind,
      sources,
      // What it starts from may have been private.
      mustBePrivate: is_private === 1 && sources.length > 0,
      spoiler: isOwnChoice ? false : options.spoiler,
      ...(options.avatarOf === undefined ? {} : { subjectAccountId: options.avatarOf }),
    };
    const chosen = { ...options, spoiler: isOwnChoice ? options.spoiler : false };
    const preset = await currentPreset(options, interaction, app, sources.length > 0);
    await openEditForm(interaction, app, start, fieldsOf({ ...chosen, preset }, sources.length, app));
  },
});

/**
 * The preset that what was typed went into: of several with its name, the one that makes the same
 * prompt of it. Where there is none any more, the whole prompt is shown.
 */
async function currentPreset(
  { preset, parameters }: RequestOptions,
  interaction: ButtonInteraction,
  app: App,
  isEdit: boolean,
): Promise<RequestOptions['preset']> {
  if (!preset || preset.typed === '') return undefined;
  const use = { userId: interaction.user.id, guildId: placeOf(interaction, app.config).guildId, isEdit };
  const presets = await usablePresets(app, use, app.languageOf(interaction.locale).t);
  const { name: usedName, typed } = preset;
  const found = presets.find(
    ({ name, prompt }) => presetKey(name) === presetKey(usedName) && expand(prompt, typed) === parameters.prompt,
  );
  return found && { ...preset, name: writtenPreset(presets, found) };
}

type Chosen = Omit<RequestOptions, 'preset'> & { preset: RequestOptions['preset'] };

function fieldsOf({ model, parameters, count, isPrivate, spoiler, preset }: Chosen, images: number, { prices }: App) {
  const { prompt, aspect_ratio, ...others } = parameters;
  return {
    prompt: preset?.typed ?? prompt,
    images: Array.from({ length: images }, (_, index) => index),
    aspectRatio: aspect_ratio ?? null,
    options: writeOptions({
      ...others,
      count: count === 1 ? null : count,
      model: model === prices.defaultModel ? null : model,
      preset: preset?.name ?? null,
      spoiler: spoiler || null,
    }),
    isPrivate,
  };
}
