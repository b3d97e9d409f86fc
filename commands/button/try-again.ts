// Try again: a request that failed anew, on the account of whoever clicks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { findShownRequest } from '../editing/shown-request.ts';
import { startAgain } from '../editing/start-again.ts';

export const tryAgain = defineCommand({
  kind: 'button',
  name: 'try-again',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { kind, parent_task_id } = view.request;
    const again = await startAgain(view, interaction, app);
    await acceptRequest(interaction, app, { ...again, kind, parentTaskId: parent_task_id ?? undefined });
  },
});
