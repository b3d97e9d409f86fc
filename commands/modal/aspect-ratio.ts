// The same picture in another aspect ratio: same prompt, seed and inputs, a new task on the account of whoever asks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { wrongValue } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { parseAspectRatio } from '../../src/images/parameters.ts';
import { findShownRequest, finishedTask } from '../editing/shown-request.ts';
import { startAgain } from '../editing/start-again.ts';

export const sendAspectRatio = defineCommand({
  kind: 'modal',
  name: 'aspect-ratio',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId, seed, params } = finishedTask(view, interaction, app);
    const { aspect_ratio: current }: { aspect_ratio?: string } = JSON.parse(params);
    const [chosen = ''] = interaction.fields.getStringSelectValues('aspect_ratio');
    const ratio = parseAspectRatio(chosen);
    if (!ratio)
      throw new UserError(app.languageOf(interaction.locale).t('refusal.aspectRatio', { value: wrongValue(chosen) }));
    // With the same seed it would be the same image, paid for twice.
    if (ratio.text === current)
      throw new UserError(app.languageOf(interaction.locale).t('refusal.sameAspectRatio', { ratio: ratio.text }));
    const { options, inputs } = await startAgain(view, interaction, app);
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: { ...options, count: 1, parameters: { ...options.parameters, seed, aspect_ratio: ratio.text } },
      inputs,
      parentTaskId,
    });
  },
});
