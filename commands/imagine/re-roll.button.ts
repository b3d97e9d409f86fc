// Re-roll: the same everything with other seeds, on the account of whoever clicks; of several
// images all, or the one that was chosen.

import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { acceptRequest } from '../../src/discord/requests/submit-from-interaction.ts';
import { shownTasks } from '../../src/tasks/requests/request-images.ts';
import { findShownRequest, finishedTask } from '../shared/find-request.ts';
import { startAgain } from './repeat-request.ts';

export const reRoll = defineCommand({
  kind: 'button',
  name: 're-roll',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId } = finishedTask(view, interaction, app);
    const { options, inputs } = await startAgain(view, interaction, app);
    const { seed: _drawnAnew, ...parameters } = options.parameters;
    const { kind } = view.request;
    // Those that were deleted, or did not come, are neither made nor charged again.
    const count = shownTasks(view).length;
    await acceptRequest(interaction, app, { kind, options: { ...options, parameters, count }, inputs, parentTaskId });
  },
});
