// The same image in another aspect ratio: same prompt, seed and inputs, a new task on the account
// of whoever asks.

import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { wrongValue } from '../../src/discord/rendering/safe-text.ts';
import { acceptRequest } from '../../src/discord/requests/submit-from-interaction.ts';
import { UserError } from '../../src/errors.ts';
import { parseAspectRatio } from '../../src/providers/vtrix/parameters.ts';
import { aspectRatioOf } from '../../src/tasks/requests/request-options.ts';
import { findShownRequest, finishedTask } from '../shared/find-request.ts';
import { startAgain } from './repeat-request.ts';

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
