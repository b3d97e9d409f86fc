// Show to everybody: a private result, posted where it was asked for; the private message stays.
import { defineCommand } from '../../src/discord/define-command.ts';
import { postHere } from '../editing/post-here.ts';

export const showToAll = defineCommand({
  kind: 'button',
  name: 'show-to-all',
  run: postHere,
});
