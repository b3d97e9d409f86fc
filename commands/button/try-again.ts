// Try again: what failed anew, on the account of whoever clicks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { optionsOf, type RequestOptions } from '../../src/tasks/request-options.ts';
import type { RequestView } from '../../src/tasks/requests.store.ts';
import { findShownRequest, inputsAgain } from '../editing/shown-request.ts';

export const tryAgain = defineCommand({
  kind: 'button',
  name: 'try-again',
  async run(interaction, app, id) {
    const view = await findShownRequest(interaction, app, id);
    await acceptRequest(interaction, app, {
      kind: view.request.kind,
      options: failedOptions(view),
      inputs: inputsAgain(view),
      parentTaskId: view.request.parent_task_id ?? undefined,
    });
  },
});

/** As many pictures as did not come. Where some did, a given seed is left out: theirs would count among the new ones. */
function failedOptions({ request, tasks }: RequestView): RequestOptions {
  const options = optionsOf(request);
  const { seed, ...others } = options.parameters;
  const failed = tasks.filter(({ state }) => state === 'failed' || state === 'unconfirmed').length;
  if (failed === 0 || failed === tasks.length || seed === undefined)
    return { ...options, count: failed || tasks.length };
  return { ...options, count: failed, parameters: others };
}
