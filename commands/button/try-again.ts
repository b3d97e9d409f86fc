// Try again: the same request anew, on the account of whoever clicks.
import { acceptRequest } from '../../src/discord/accept-request.ts';
import { defineCommand } from '../../src/discord/define-command.ts';
import { requestOptions } from '../../src/tasks/request-options.ts';
import { findShownRequest } from './find-shown-request.ts';

export const tryAgain = defineCommand({
  kind: 'button',
  name: 'try-again',
  async run(interaction, app, id) {
    const { request } = await findShownRequest(interaction, app, id);
    const options = requestOptions.parse(JSON.parse(request.options));
    // A child of what was shown to one person alone stays with that person.
    await acceptRequest(interaction, app, { ...options, isPrivate: options.isPrivate || request.is_private === 1 });
  },
});
