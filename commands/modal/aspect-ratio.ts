// The same picture in another aspect ratio: same prompt, seed and inputs, a new task on the account of whoever asks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { wrongValue } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { parseAspectRatio } from '../../src/images/parameters.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import { findShownRequest, finishedTask, inputsAgain } from '../editing/shown-request.ts';

export const sendAspectRatio = defineCommand({
  kind: 'modal',
  name: 'aspect-ratio',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId, seed } = finishedTask(view, interaction, app);
    const [value = ''] = interaction.fields.getStringSelectValues('aspect_ratio');
    const ratio = parseAspectRatio(value);
    if (!ratio)
      throw new UserError(app.languageOf(interaction.locale).t('refusal.aspectRatio', { value: wrongValue(value) }));
    const options = optionsOf(view.request);
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: { ...options, parameters: { ...options.parameters, seed, aspect_ratio: ratio.text } },
      inputs: inputsAgain(view),
      parentTaskId,
    });
  },
});
