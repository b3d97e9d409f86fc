// The same picture in another aspect ratio: same prompt, seed and inputs, a new task on the account of whoever asks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { wrongValue } from '../../src/discord/safe-text.ts';
import { UserError } from '../../src/errors.ts';
import { parseAspectRatio } from '../../src/images/parameters.ts';
import { aspectRatioOf } from '../../src/tasks/request-options.ts';
import { findShownRequest, finishedTask } from '../editing/shown-request.ts';
import { startAgain } from '../editing/start-again.ts';

export const sendAspectRatio = defineCommand({
  kind: 'modal',
  name: 'aspect-ratio',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { t } = app.languageOf(interaction.locale);
    const task = finishedTask(view, interaction, app);
    const [chosen = ''] = interaction.fields.getStringSelectValues('aspect_ratio');
    const ratio = parseAspectRatio(chosen);
    if (!ratio) throw new UserError(t('refusal.aspectRatio', { value: wrongValue(chosen) }));
    // With the same seed it would be the same image, paid for twice.
    if (ratio.text === aspectRatioOf(task)) throw new UserError(t('refusal.sameAspectRatio', { ratio: ratio.text }));
    const { options, inputs } = await startAgain(view, interaction, app);
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: {
        ...options,
        count: 1,
        parameters: { ...options.parameters, seed: task.seed, aspect_ratio: ratio.text },
      },
      inputs,
      parentTaskId: task.id,
    });
  },
});
