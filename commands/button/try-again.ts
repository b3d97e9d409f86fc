// Try again: a request that failed anew, on the account of whoever clicks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { optionsOf } from '../../src/tasks/request-options.ts';
import { findShownRequest, inputsAgain } from '../editing/shown-request.ts';

export const tryAgain = defineCommand({
  kind: 'button',
  name: 'try-again',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: optionsOf(view.request),
      inputs: inputsAgain(view),
      parentTaskId: view.request.parent_task_id ?? undefined,
    });
  },
});
