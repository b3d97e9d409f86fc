// Re-roll: the same everything with other seeds, on the account of whoever clicks; of several pictures all, or the one that was chosen.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { findShownRequest, finishedTask } from '../editing/shown-request.ts';
import { startAgain } from '../editing/start-again.ts';

export const reRoll = defineCommand({
  kind: 'button',
  name: 're-roll',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId } = finishedTask(view, interaction, app);
    const { options, inputs } = await startAgain(view, interaction, app);
    const { seed: _drawnAnew, ...parameters } = options.parameters;
    const { kind } = view.request;
    const count = view.tasks.length;
    await acceptRequest(interaction, app, { kind, options: { ...options, parameters, count }, inputs, parentTaskId });
  },
});
