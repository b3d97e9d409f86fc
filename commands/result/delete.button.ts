// Delete: a button of results from before it stood in their menu, and of lines that show no image.
import { defineCommand } from '../../src/discord/interactions/define-command.ts';
import { askToDelete } from '../confirming/delete-result.ts';

export const deleteShown = defineCommand({
  kind: 'button',
  name: 'delete',
  run: askToDelete,
});
