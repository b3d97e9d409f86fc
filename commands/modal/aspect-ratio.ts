// The same picture in another aspect ratio: same prompt, seed and inputs, a new task on the account of whoever asks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { quote } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { parseAspectRatio } from '../../src/images/parameters.ts';
import { findShownRequest, finishedTask } from '../editing/shown-request.ts';
import { startAgain } from '../editing/start-again.ts';

const VALUE_SHOWN_MAX = 40;

export const sendAspectRatio = defineCommand({
  kind: 'modal',
  name: 'aspect-ratio',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId, seed } = finishedTask(view, interaction, app);
    const [chosen = ''] = interaction.fields.getStringSelectValues('aspect_ratio');
    const ratio = parseAspectRatio(chosen);
    if (!ratio) {
      const value = quote(chosen, VALUE_SHOWN_MAX);
      throw new UserError(app.languageOf(interaction.locale).t('refusal.aspectRatio', { value }));
    }
    const { options, inputs } = await startAgain(view, interaction, app);
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: { ...options, count: 1, parameters: { ...options.parameters, seed, aspect_ratio: ratio.text } },
      inputs,
      parentTaskId,
    });
  },
});
