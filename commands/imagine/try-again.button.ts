// Try again: what failed anew, on the account of whoever clicks.

import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { acceptRequest } from '../../src/discord/requests/submit-from-interaction.ts';
import { hasComeToNothing } from '../../src/tasks/requests/request-images.ts';
import type { RequestOptions } from '../../src/tasks/requests/request-options.ts';
import type { RequestView } from '../../src/tasks/requests/request-view.ts';
import { findShownRequest } from '../shared/find-request.ts';
import { startAgain } from './repeat-request.ts';

export const tryAgain = defineCommand({
  kind: 'button',
  name: 'try-again',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    const { kind, parent_task_id } = view.request;
    const { options, inputs } = await startAgain(view, interaction, app);
    await acceptRequest(interaction, app, {
      kind,
      options: missingOptions(view, options),
      inputs,
      parentTaskId: parent_task_id ?? undefined,
    });
  },
});

/**
 * As many images as did not come. Where some did, a given seed is left out: theirs would count
 * among the new ones.
 */
function missingOptions({ tasks }: RequestView, options: RequestOptions): RequestOptions {
  const { seed, ...others } = options.parameters;
  const missing = tasks.filter(hasComeToNothing).length;
  if (missing === 0 || missing === tasks.length || seed === undefined)
    return { ...options, count: missing || tasks.length };
  return { ...options, count: missing, parameters: others };
}
