// Re-roll: the same everything with other seeds, on the account of whoever clicks; of several pictures all, or the one that was chosen.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import { findShownRequest, finishedTask, inputsAgain } from '../editing/shown-request.ts';

export const reRoll = defineCommand({
  kind: 'button',
  name: 're-roll',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { id: parentTaskId } = finishedTask(view, interaction, app);
    const options = optionsOf(view.request);
    const { seed: _drawnAnew, ...parameters } = options.parameters;
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: { ...options, parameters, count: view.tasks.length },
      inputs: inputsAgain(view),
      parentTaskId,
    });
  },
});
